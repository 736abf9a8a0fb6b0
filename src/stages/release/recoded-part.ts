import type { Verdict } from '../gates/index.js';

/** What every k-anonymous table is called, wherever it is named. */
const STATEMENT = 'k-anonymous, pseudonymised personal data may remain';

/**
 * A k-anonymous table with what it costs and what it lets an outsider single out; null where none is asked for. Nobody,
 * or at least k people, which is never under the minimum cell, are left out: no count needs hiding.
 */
export function recodedPart({ candidate: { recoded }, privacy }: Verdict) {
  if (recoded === null) return null;
  const { method, targets, columns, masked } = recoded;
  const about = { statement: STATEMENT, method, targets, masked };
  if (recoded.kind === 'unreached' || privacy.recoded === null) {
    const why = recoded.kind === 'unreached' ? recoded.why : 'TARGETS_NOT_REACHED';
    return {
      ...about,
      columns: columns.map((name) => ({ name, level: null, levels: null })),
      why,
      risk: null,
      utility: null,
    };
  }
  const { vector, levels, utility } = recoded;
  return {
    ...about,
    columns: columns.map((name, at) => ({ name, level: vector?.[at] ?? null, levels: levels[at] ?? null })),
    why: null,
    risk: privacy.recoded,
    utility,
  };
}
