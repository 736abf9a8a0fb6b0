import { CONSEQUENCES, CORRECTIONS, type Obligation } from '../../registers/policies/index.js';
import type { Consequence, Limits, Mask } from './decision.js';

/** The merged obligations as typed limits; where no policy speaks, the engine's own floor holds. */
export function limitsOf(obligations: readonly Obligation[]): Limits {
  const number = (id: string): number | null => {
    const value = obligations.find((one) => one.id === id)?.value;
    return typeof value === 'number' ? value : null;
  };
  const consequence = (id: string, floor: Consequence): Consequence => CONSEQUENCES[number(id) ?? -1] ?? floor;
  const approvals = obligations.find(({ id }) => id === 'approvals')?.value;
  return {
    segmentSizeMin: number('segmentSizeMin') ?? 1,
    cellSizeMin: number('cellSizeMin') ?? 5,
    kMin: number('kMin'),
    lMin: number('lMin'),
    isolationMin: number('isolationMin') ?? 0,
    modelOnly: (number('modelOnly') ?? 0) > 0,
    fairness: obligations.flatMap(({ id, value }) =>
      id.startsWith('ratioMin:') && typeof value === 'number'
        ? [{ trait: id.slice('ratioMin:'.length), ratioMin: value }]
        : [],
    ),
    confidence: number('confidence') ?? 0.95,
    correction: CORRECTIONS[number('correction') ?? 1] ?? 'holm',
    groupSizeMin: number('groupSizeMin') ?? 1,
    onFail: consequence('onFail', 'withhold'),
    onInconclusive: consequence('onInconclusive', 'hold'),
    onNotEstimable: consequence('onNotEstimable', 'hold'),
    onNotAssessed: consequence('onNotAssessed', 'hold'),
    attemptsMax: number('attemptsMax'),
    releaseDays: number('releaseDays'),
    approvals: Array.isArray(approvals) ? (approvals as readonly string[]) : [],
  };
}

/** The strongest mask obliged for a column with these categories, or for a category above one of them. */
export function maskFor(categories: readonly string[], obligations: readonly Obligation[]): Mask | null {
  const strengths = obligations.flatMap(({ id, value }) => {
    const key = id.startsWith('mask:') ? id.slice('mask:'.length) : null;
    const hits = key !== null && categories.some((category) => category === key || category.startsWith(`${key}.`));
    return hits && Array.isArray(value) ? [value as unknown as readonly [number, number]] : [];
  });
  const strongest = strengths.reduce<readonly [number, number] | null>(
    (best, one) => (best === null || one[0] > best[0] || (one[0] === best[0] && one[1] > best[1]) ? one : best),
    null,
  );
  return strongest === null ? null : maskOf(strongest);
}

function maskOf([rank, parameter]: readonly [number, number]): Mask {
  switch (rank) {
    case 1:
      return { kind: 'round', to: parameter };
    case 2:
      return { kind: 'bucket', width: parameter };
    case 3:
      return { kind: 'quantiles', bins: -parameter };
    default:
      return { kind: 'suppress' };
  }
}
