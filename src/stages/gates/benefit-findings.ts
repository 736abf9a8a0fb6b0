import type { TraitBenefit } from '../../measures/index.js';
import type { Limits } from '../decision/index.js';
import type { FairnessReport, FairnessVerdict } from '../fairness/index.js';
import { consequenceOf } from './fairness-findings.js';
import type { Finding, FindingCode } from './verdict.js';

type Comparison = TraitBenefit['comparisons'][number];

const BEYOND: Readonly<Record<Comparison['limit'], FindingCode>> = {
  ratio: 'BENEFIT_RATIO_BELOW_LIMIT',
  difference: 'BENEFIT_DIFFERENCE_ABOVE_LIMIT',
};

/**
 * What mean benefit found: for every trait, limit and kind of verdict the pair of groups that is furthest apart. That a
 * trait is not held, or estimated, is said once, with what its rates found.
 */
export function benefitFindings({ traits }: FairnessReport, limits: Limits): readonly Finding[] {
  return traits.flatMap(({ benefit }) => {
    if (benefit === null) return [];
    if (benefit.reason === 'trait-not-held') return [];
    if (benefit.verdict === 'not_assessed') {
      return [{ code: 'BENEFIT_NOT_ASSESSED', consequence: limits.onNotAssessed, subject: benefit.trait }];
    }
    if (benefit.comparisons.length === 0) {
      return [{ code: 'BENEFIT_NOT_ESTIMABLE', consequence: limits.onNotEstimable, subject: benefit.trait }];
    }
    return worstOf(benefit.comparisons).flatMap((one) => finding(benefit, one, limits));
  });
}

function worstOf(comparisons: readonly Comparison[]): readonly Comparison[] {
  const worst = new Map<string, Comparison>();
  for (const one of comparisons) {
    const key = `${one.verdict} ${one.limit}`;
    const before = worst.get(key);
    if (!before || apart(one) > apart(before)) worst.set(key, one);
  }
  return [...worst.values()];
}

function apart({ limit, found }: Comparison): number {
  if (found === null) return Number.NEGATIVE_INFINITY;
  return limit === 'ratio' ? -found : found;
}

const OTHERWISE: Readonly<Record<'inconclusive' | 'not_estimable' | 'not_assessed', FindingCode>> = {
  inconclusive: 'BENEFIT_INCONCLUSIVE',
  not_estimable: 'BENEFIT_NOT_ESTIMABLE',
  not_assessed: 'BENEFIT_NOT_ASSESSED',
};

function finding(
  { trait, ratioMin, differenceMax }: TraitBenefit,
  one: Comparison,
  limits: Limits,
): readonly Finding[] {
  const verdict: FairnessVerdict = one.verdict;
  if (verdict === 'pass') return [];
  return [
    {
      code: verdict === 'fail' ? BEYOND[one.limit] : OTHERWISE[verdict],
      consequence: consequenceOf(verdict, limits),
      subject: trait,
      groups: one.groups,
      ...(one.found === null ? {} : { found: one.found }),
      ...(one.interval === null ? {} : { interval: one.interval }),
      limit: (one.limit === 'ratio' ? ratioMin : differenceMax) as number,
      ...(one.groupSizeNeeded === null ? {} : { groupSizeNeeded: one.groupSizeNeeded }),
    },
  ];
}
