import { CONSEQUENCES, CORRECTIONS, type Obligation, type ObligationName } from '../../registers/policies/index.js';
import type { Consequence, Limits, Mask } from './decision.js';
import { noiseLimits } from './noise-limits.js';

/** What holds where no policy speaks; consequences and corrections by their rank. */
export const FLOORS = {
  segmentSizeMin: 1,
  cellSizeMin: 5,
  isolationMin: 0,
  modelOnly: 0,
  confidence: 0.95,
  correction: CORRECTIONS.indexOf('holm'),
  groupSizeMin: 1,
  driftRuns: 5,
  onDrift: CONSEQUENCES.indexOf('hold'),
  onFail: CONSEQUENCES.indexOf('withhold'),
  onInconclusive: CONSEQUENCES.indexOf('hold'),
  onNotEstimable: CONSEQUENCES.indexOf('hold'),
  onNotAssessed: CONSEQUENCES.indexOf('hold'),
  onSmallDifference: CONSEQUENCES.indexOf('withhold'),
} as const satisfies Partial<Record<ObligationName, number>>;

/** The merged obligations as typed limits; where no policy speaks, the engine's own floor holds. */
export function limitsOf(obligations: readonly Obligation[]): Limits {
  const number = (id: string): number | null => {
    const value = obligations.find((one) => one.id === id)?.value;
    return typeof value === 'number' ? value : null;
  };
  const least = (id: keyof typeof FLOORS): number => number(id) ?? FLOORS[id];
  const consequence = (id: keyof typeof FLOORS): Consequence =>
    CONSEQUENCES[least(id)] ?? (CONSEQUENCES[FLOORS[id]] as Consequence);
  const approvals = obligations.find(({ id }) => id === 'approvals')?.value;
  return {
    segmentSizeMin: least('segmentSizeMin'),
    cellSizeMin: least('cellSizeMin'),
    kMin: number('kMin'),
    lMin: number('lMin'),
    kWithSegmentMin: number('kWithSegmentMin'),
    alphaMax: number('alphaMax'),
    entropyLMin: number('entropyLMin'),
    recursive: targets(obligations, 'recursiveCMax').map(([l, cMax]) => ({ l: Number(l), cMax })),
    tMax: number('tMax'),
    betaMax: number('betaMax'),
    deltaMax: number('deltaMax'),
    differenceMin: number('differenceMin'),
    onSmallDifference: consequence('onSmallDifference'),
    recoded: {
      kMin: number('recodedKMin'),
      lMin: number('recodedLMin'),
      tMax: number('recodedTMax'),
      suppressionMax: number('suppressionMax'),
    },
    isolationMin: least('isolationMin'),
    modelOnly: least('modelOnly') > 0,
    fairness: targets(obligations, 'ratioMin').map(([trait, ratioMin]) => ({ trait, ratioMin })),
    benefit: (['benefitRatioMin', 'benefitDifferenceMax'] as const).flatMap((limit) =>
      targets(obligations, limit).map(([trait, value]) => ({ limit, trait, value })),
    ),
    confidence: least('confidence'),
    correction: CORRECTIONS[least('correction')] ?? 'holm',
    groupSizeMin: least('groupSizeMin'),
    onFail: consequence('onFail'),
    onInconclusive: consequence('onInconclusive'),
    onNotEstimable: consequence('onNotEstimable'),
    onNotAssessed: consequence('onNotAssessed'),
    attemptsMax: number('attemptsMax'),
    driftMax: number('driftMax'),
    driftRuns: least('driftRuns'),
    onDrift: consequence('onDrift'),
    releaseDays: number('releaseDays'),
    approvals: Array.isArray(approvals) ? (approvals as readonly string[]) : [],
    noise: noiseLimits(obligations),
  };
}

/** The targets of one obligation with their numbers. */
function targets(obligations: readonly Obligation[], name: ObligationName): readonly (readonly [string, number])[] {
  return obligations.flatMap(({ id, value }) =>
    id.startsWith(`${name}:`) && typeof value === 'number' ? [[id.slice(name.length + 1), value] as const] : [],
  );
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
