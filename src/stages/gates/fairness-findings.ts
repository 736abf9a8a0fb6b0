import type { Consequence, Limits } from '../decision/index.js';
import type { Comparison, FairnessReport, FairnessVerdict, TraitFairness } from '../fairness/index.js';
import type { Finding, FindingCode } from './verdict.js';

const CODES: Readonly<Record<Exclude<FairnessVerdict, 'pass'>, FindingCode>> = {
  fail: 'RATIO_BELOW_LIMIT',
  inconclusive: 'RATIO_INCONCLUSIVE',
  not_estimable: 'RATIO_NOT_ESTIMABLE',
  not_assessed: 'TRAIT_NOT_ASSESSED',
};

/** What fairness found: for every trait, segment and kind of verdict the worst pair of groups. */
export function fairnessFindings(report: FairnessReport, limits: Limits): readonly Finding[] {
  const limited = report.traits.filter(({ ratioMin, benefit }) => ratioMin !== null || benefit !== null);
  return limited.flatMap((trait) => traitFindings(trait, limits));
}

function traitFindings(trait: TraitFairness, limits: Limits): readonly Finding[] {
  if (trait.status === 'not-held') {
    return [{ code: 'TRAIT_NOT_ASSESSED', consequence: limits.onNotAssessed, subject: trait.trait }];
  }
  const estimated: readonly Finding[] =
    trait.status === 'estimated'
      ? [{ code: 'TRAIT_ESTIMATED', consequence: stricter('hold', limits.onInconclusive), subject: trait.trait }]
      : [];
  if (trait.ratioMin === null) return estimated;
  const worst = new Map<string, Comparison>();
  for (const comparison of trait.comparisons) {
    const key = `${comparison.verdict} ${comparison.segment}`;
    const before = worst.get(key);
    if (!before || (comparison.ratio ?? 2) < (before.ratio ?? 2)) worst.set(key, comparison);
  }
  return [...estimated, ...[...worst.values()].flatMap((comparison) => finding(trait, comparison, limits))];
}

function finding(trait: TraitFairness, comparison: Comparison, limits: Limits): readonly Finding[] {
  if (comparison.verdict === 'pass') return [];
  return [
    {
      code: CODES[comparison.verdict],
      consequence: consequenceOf(comparison.verdict, limits),
      subject: trait.trait,
      segment: comparison.segment,
      groups: comparison.groups,
      ...(comparison.ratio === null ? {} : { found: comparison.ratio }),
      ...(comparison.ratioInterval === null ? {} : { interval: comparison.ratioInterval }),
      ...(trait.ratioMin === null ? {} : { limit: trait.ratioMin }),
      ...(comparison.groupSizeNeeded === null ? {} : { groupSizeNeeded: comparison.groupSizeNeeded }),
    },
  ];
}

/** What policy makes of a verdict. */
export function consequenceOf(verdict: Exclude<FairnessVerdict, 'pass'>, limits: Limits): Consequence {
  switch (verdict) {
    case 'fail':
      return limits.onFail;
    case 'inconclusive':
      return limits.onInconclusive;
    case 'not_estimable':
      return limits.onNotEstimable;
    case 'not_assessed':
      return limits.onNotAssessed;
  }
}

const STRICTNESS: readonly Consequence[] = ['release', 'hold', 'withhold'];

/** The stricter of two consequences. */
export function stricter(a: Consequence, b: Consequence): Consequence {
  return STRICTNESS.indexOf(a) >= STRICTNESS.indexOf(b) ? a : b;
}
