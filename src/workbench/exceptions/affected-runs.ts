import type { PolicySet } from '../../registers/policies/index.js';
import type { Parts } from '../../run/index.js';
import { keptOwnRules, keptRules, wholeEntries } from '../../run/index.js';
import { replayDecisions } from '../replay/index.js';
import type { AffectedRuns } from './exception-parts.js';

/** Tells what a set of policies would have made of past requests. */
export type Affected = (candidate: PolicySet, since: number) => Promise<AffectedRuns>;

/** By deciding again what the log holds. */
export function affectedByReplay({ log, registers, settings, now }: ReplayParts): Affected {
  return async (candidate, since) => {
    const { decisions, changes, total } = await replayDecisions({
      entries: wholeEntries(settings.stateFolder, log, { from: 0, to: log.size }),
      since,
      // The end is outside: the run that was just refused is one of them.
      until: now() + 1,
      candidate,
      registers,
      rulesOf: (digest) => keptRules(settings.stateFolder, digest),
      ownRulesOf: (digest) => keptOwnRules({ settings, registers }, digest),
    });
    const runs = (wanted: (change: (typeof changes)[number]) => boolean) =>
      changes.filter(wanted).map(({ run }) => run);
    return {
      decisions,
      permitted: runs(({ kind }) => kind === 'newly-permitted'),
      eased: runs(({ kind }) => kind === 'obligations-changed'),
      unknown: total['not-replayable'],
    };
  };
}

type ReplayParts = Pick<Parts, 'log' | 'registers' | 'settings' | 'now'>;
