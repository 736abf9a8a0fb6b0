import Sequencer from '@jest/test-sequencer';

/** Where whole deployments, programs and engines are run: each file takes tens of seconds. */
const LONG = ['test/canaries/', 'test/conformance/', 'test/faults/', 'test/journeys/', 'test/escapes/'];

/**
 * Long files first, so that none of them is alone at the end while the other worker waits. Jest orders by the times of the
 * last run, and on a new machine, where it has none, by the size of the files, which says little here.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = LONG.findIndex((folder) => path.includes(folder));
      return at < 0 ? LONG.length : at;
    };
    const ordered = super.sort(tests);
    return ordered.every(({ duration }) => duration) ? ordered : ordered.toSorted((a, b) => rank(a) - rank(b));
  }
}
