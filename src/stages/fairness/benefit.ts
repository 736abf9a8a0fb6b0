import { type BenefitTable, type CountTable, judgeBenefit, type TraitBenefit } from '../../measures/index.js';
import type { BenefitLimit, Limits } from '../decision/index.js';
import type { TraitFairness } from './fairness-report.js';

/** One trait or crossing with what the gates hold it against. */
export interface BenefitAsk {
  readonly trait: string;
  readonly status: TraitFairness['status'];
  /** Null when the trait is not held. */
  readonly table: CountTable | null;
}

/** What a segment is worth to a person in it; null where the purpose says nothing. */
export type Benefits = Readonly<Record<string, number>> | null;

/** People in no segment, or in one that is not released, get nothing. */
const WITHOUT_BENEFIT: readonly string[] = ['suppressed', 'unassigned'];

/** Null when a segment has no value: a mean over the others would be of nobody in particular. */
export function benefitsOf({ segments }: CountTable, benefits: Benefits): readonly number[] | null {
  if (benefits === null) return null;
  const values = segments.map((name) => {
    if (Object.hasOwn(benefits, name)) return benefits[name] as number;
    return WITHOUT_BENEFIT.includes(name) ? 0 : null;
  });
  return values.includes(null) ? null : (values as readonly number[]);
}

/** The verdicts on mean benefit, by trait; only traits that a policy limits have one. */
export function judgeBenefits(
  asked: readonly BenefitAsk[],
  limits: Limits,
  benefits: Benefits,
): ReadonlyMap<string, TraitBenefit> {
  const tables = asked
    .map(({ trait, status, table }): BenefitTable => {
      const values = table === null ? null : benefitsOf(table, benefits);
      return { trait, status, table, benefits: values, ...limitsFor(limits.benefit, trait) };
    })
    .filter(({ ratioMin, differenceMax }) => ratioMin !== null || differenceMax !== null);
  const { confidence, groupSizeMin } = limits;
  // Over the comparisons of this run: those of earlier attempts are counted for rates alone.
  const correction = limits.correction === 'none' ? 'none' : 'holm';
  const { traits } = judgeBenefit(tables, { confidence, correction, groupSizeMin });
  return new Map(traits.map((one) => [one.trait, one]));
}

/** The strictest that policies ask of a trait. */
function limitsFor(limits: readonly BenefitLimit[], trait: string) {
  const of = (name: BenefitLimit['limit']) =>
    limits.filter((one) => one.limit === name && (one.trait === '*' || one.trait === trait)).map(({ value }) => value);
  const [ratios, differences] = [of('benefitRatioMin'), of('benefitDifferenceMax')];
  return {
    ratioMin: ratios.length === 0 ? null : Math.max(...ratios),
    differenceMax: differences.length === 0 ? null : Math.min(...differences),
  };
}
