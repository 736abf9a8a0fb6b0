import type { Verdict } from '../gates/index.js';
import type { EarlierRelease, KeyFigures } from '../privacy/index.js';
import { shownCount } from './minimum-cell.js';

/** What could be singled out, without the counts of people who are few. */
export function shownPrivacy({ privacy, permit }: Verdict) {
  const { cellSizeMin, differenceMin } = permit.limits;
  const { earlier, uncompared, keys, recoded: _recoded, ...figures } = privacy;
  const shown = (count: number) => shownCount(count, cellSizeMin);
  const least = Math.max(cellSizeMin, differenceMin ?? 0);
  return {
    ...figures,
    uniques: shown(figures.uniques),
    missing: shown(figures.missing),
    homogeneousPeople: shown(figures.homogeneousPeople),
    missingMode: 'value-of-its-own' as const,
    keys: keys === null ? null : shownKeys(keys, shown),
    earlier: earlier.map((one) => shownDifference(one, least)),
    uncompared,
  };
}

// Few people who are alone are themselves few people.
function shownKeys({ matchesAnything, special, telling }: KeyFigures, shown: (count: number) => number | null) {
  return {
    matchesAnything: { ...matchesAnything, uniques: shown(matchesAnything.uniques) },
    special: {
      ...special,
      people: shown(special.people),
      bySize: special.bySize.map(({ attributes, uniques }) => ({ attributes, uniques: shown(uniques) })),
    },
    telling,
  };
}

/** The most earlier releases that an entry names; an entry is small. */
const NAMED_MAX = 10;

/** The same for an entry of the log, without what only describes. */
export function recordedPrivacy(verdict: Verdict) {
  const { earlier, uncompared, keys: _keys, ...figures } = shownPrivacy(verdict);
  return {
    ...figures,
    earlier: earlier.slice(0, NAMED_MAX),
    earlierTotal: earlier.length,
    uncompared: uncompared.slice(0, NAMED_MAX),
    uncomparedTotal: uncompared.length,
  };
}

// The sizes of both releases are known, so that three of the four counts give the fourth: one small hides all.
function shownDifference({ run, purpose, stayed, changed, left, joined }: EarlierRelease, least: number) {
  const people = { stayed, changed, left, joined };
  const small = Object.values(people).some((count) => shownCount(count, least) === null);
  return { run, purpose, ...(small ? { stayed: null, changed: null, left: null, joined: null } : people) };
}
