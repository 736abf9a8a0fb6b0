import type { Limits, Permit } from '../decision/index.js';
import type { EarlierRelease, PrivacyReport } from '../privacy/index.js';
import type { Finding } from './verdict.js';

/**
 * Releases of the same people that differ by few. Where a policy says how few, everybody in the difference counts, also
 * who left or joined; else those who changed segment count, by the minimum cell.
 * The count itself is not in a finding: it is the small count that two releases would give away.
 */
export function differenceFindings(
  limits: Limits,
  obligations: Permit['obligations'],
  { earlier, uncompared }: PrivacyReport,
): readonly Finding[] {
  if (limits.differenceMin !== null) {
    const { differenceMin: limit, onSmallDifference: consequence } = limits;
    const close = earlier.filter((one) => one.unions.some(({ difference }) => isSmall(difference, limit)));
    const open = uncompared.map(
      ({ run }): Finding => ({ code: 'DIFFERENCE_NOT_ASSESSED', consequence: 'hold', subject: run }),
    );
    return [
      ...close.map(({ run }): Finding => ({ code: 'RELEASES_TOO_CLOSE', consequence, subject: run, limit })),
      ...open,
    ];
  }
  // Where no policy sets a minimum cell, the engine's own floor hides cells and stops nothing.
  const consequence = obligations.some(({ id }) => id === 'cellSizeMin') ? 'hold' : 'release';
  return earlier
    .filter((one) => fewMoved(one, limits.cellSizeMin))
    .map(({ run }) => ({ code: 'DIFFERENCE_TOO_SMALL', consequence, subject: run, limit: limits.cellSizeMin }));
}

function fewMoved({ unions }: EarlierRelease, limit: number): boolean {
  return unions.some(({ moved }) => isSmall(moved, limit));
}

function isSmall(count: number, limit: number): boolean {
  return count > 0 && count < limit;
}
