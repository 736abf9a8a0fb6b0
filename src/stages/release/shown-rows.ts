import { frozen } from '../../documents/index.js';
import type { RemovedRows } from '../preparation/index.js';
import { shownCount } from './minimum-cell.js';
import { type Leaving, type Shown, tellsSmall } from './telling-rows.js';

/** Who left a run, as a report may show it: null is a count under the minimum cell, or one that would give it away. */
export interface ShownRows {
  readonly read: number | null;
  readonly kept: number | null;
  readonly removed: readonly (Pick<RemovedRows, 'rule' | 'reason'> & {
    readonly rows: number | null;
    readonly only: number | null;
  })[];
}

/**
 * The rows of a run by reason. A count under the minimum is hidden, and as many more as it takes that no small count
 * follows from what is shown: `read` less `kept`, the rows of each rule and of it alone hang together.
 */
export function shownRows(
  rows: { readonly read: number; readonly kept: number; readonly removed: readonly RemovedRows[] },
  cellSizeMin: number,
): ShownRows {
  const { read, kept, removed } = rows;
  const leaving: Leaving = { total: read - kept, rules: removed };
  const small = (count: number) => shownCount(count, cellSizeMin) === null;
  const shown: Mutable = {
    total: !small(read - kept) && !small(kept),
    rows: removed.map((one) => !small(one.rows)),
    only: removed.map((one) => !small(one.rows) && !small(one.only) && !small(one.rows - one.only)),
  };
  while (tellsSmall(leaving, shown, cellSizeMin) && hideNext(leaving, shown));
  return frozen({
    read: shown.total ? read : null,
    kept: small(kept) ? null : kept,
    removed: removed.map(({ rule, reason, ...one }, at) => ({
      ...{ rule, reason, rows: shown.rows[at] ? one.rows : null, only: shown.only[at] ? one.only : null },
    })),
  });
}

/** The same with nothing shown: under noise, no exact count may stand anywhere. */
export function hiddenRows({ removed }: { readonly removed: readonly RemovedRows[] }): ShownRows {
  const reasons = removed.map(({ rule, reason }) => ({ rule, reason, rows: null, only: null }));
  return frozen({ read: null, kept: null, removed: reasons });
}

interface Mutable extends Shown {
  total: boolean;
  readonly rows: boolean[];
  readonly only: boolean[];
}

/** Hides one count more: what a rule did alone before what it did, few people before many, the total before zeros. */
function hideNext({ rules }: Leaving, shown: Mutable): boolean {
  for (const part of ['only', 'rows'] as const) {
    const at = smallestShown(
      rules.map((one) => one[part]),
      shown[part],
    );
    if (at === null) continue;
    shown[part][at] = false;
    return true;
  }
  if (shown.total) {
    shown.total = false;
    return true;
  }
  const zero = shown.only.indexOf(true);
  if (zero < 0) return false;
  shown.only[zero] = false;
  shown.rows[zero] = false;
  return true;
}

function smallestShown(counts: readonly number[], shown: readonly boolean[]): number | null {
  const left = counts.map((count, at) => ({ count, at })).filter(({ count, at }) => count > 0 && shown[at]);
  return left.sort((a, b) => a.count - b.count)[0]?.at ?? null;
}
