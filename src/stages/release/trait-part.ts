import type { TraitFairness } from '../fairness/index.js';
import { figuresPart } from './figures-part.js';
import { type HiddenPlaces, hasHidden, hiddenPlaces, shownCount } from './minimum-cell.js';

const NOTHING_HIDDEN = { cell: () => false, total: () => false };

/** Everything of a comparison from which a hidden count could be worked back. */
const HIDDEN_COMPARISON = {
  ratio: null,
  ratioInterval: null,
  difference: null,
  differenceInterval: null,
  groupSizeNeeded: null,
} as const;

/** A figure over the whole table, to the last digit, is one equation more for whoever works hidden cells back. */
export const HIDDEN_EFFECTS: TraitFairness['effects'] = {
  chiSquare: null,
  g: null,
  cramerV: null,
  cramerVCorrected: null,
  totalVariation: null,
  balance: null,
  chierichetti: null,
  chierichettiBound: null,
  mutualInformation: null,
  groupToldBySegment: null,
  segmentToldByGroup: null,
  epsilon: null,
  worstRatio: null,
};

/** Rates that were turned back from estimates are equations about every count: where one is hidden, all of them are. */
function isTurnedBack({ status, effective, table }: TraitFairness, cellSizeMin: number): boolean {
  return status === 'estimated' && effective !== null && table !== null && hasHidden(table, cellSizeMin);
}

const EVERYTHING_HIDDEN = { cell: () => true, total: () => true };

/** Where figures of a trait are hidden, by group and segment. */
export function hiddenOf(fairness: TraitFairness, cellSizeMin: number): Pick<HiddenPlaces, 'cell' | 'total'> {
  if (fairness.table === null) return NOTHING_HIDDEN;
  return isTurnedBack(fairness, cellSizeMin) ? EVERYTHING_HIDDEN : hiddenPlaces(fairness.table, cellSizeMin);
}

/** The people that a group counts for, where a sample or an estimate was judged. */
function effectivePart({ effective }: TraitFairness, group: string, hidden: boolean) {
  if (effective === null) return {};
  const row = effective.counts[effective.groups.indexOf(group)] ?? [];
  return { effective: hidden ? null : row.reduce((sum, count) => sum + count, 0) };
}

/** What mean benefit was found to be, without the pairs whose counts are not all shown. */
function shownBenefit({ benefit, table }: TraitFairness, hidden: Pick<HiddenPlaces, 'cell' | 'total'>) {
  if (benefit === null) return null;
  const { trait: _trait, reason: _reason, comparisons, ...of } = benefit;
  const isWhole = (group: string) =>
    !hidden.total(group) && (table?.segments ?? []).every((segment) => !hidden.cell(group, segment));
  const shown = comparisons.map(({ limit, groups, found, interval, verdict, groupSizeNeeded }) => {
    const figures = groups.every(isWhole) ? { found, interval, groupSizeNeeded } : HIDDEN_BENEFIT;
    return { limit, groups, verdict, ...figures };
  });
  return { ...of, comparisons: shown };
}

const HIDDEN_BENEFIT = { found: null, interval: null, groupSizeNeeded: null };

/** A trait as a report may show it: no figure of a hidden cell, and none that would give one away. */
export function traitPart(fairness: TraitFairness, cellSizeMin: number) {
  const { trait, status, ratioMin, verdict, table, effects } = fairness;
  const hidden = hiddenOf(fairness, cellSizeMin);
  const total = (group: string, count: number) => (hidden.total(group) ? null : shownCount(count, cellSizeMin));
  const people = (group: number) => (table?.counts[group] ?? []).reduce((sum, count) => sum + count, 0);
  return {
    trait,
    status,
    ratioMin,
    verdict,
    groups: (table?.groups ?? []).map((name, group) => ({
      name,
      people: total(name, people(group)),
      ...effectivePart(fairness, name, hidden.total(name)),
    })),
    rates: fairness.rates.map((rate) =>
      hidden.cell(rate.group, rate.segment)
        ? { ...rate, count: null, total: total(rate.group, rate.total), rate: null, interval: null }
        : hidden.total(rate.group)
          ? { ...rate, total: null, rate: null, interval: null }
          : { ...rate, total: total(rate.group, rate.total) },
    ),
    comparisons: fairness.comparisons.map((comparison) =>
      comparison.groups.some((group) => hidden.cell(group, comparison.segment) || hidden.total(group))
        ? { ...comparison, ...HIDDEN_COMPARISON }
        : comparison,
    ),
    benefit: shownBenefit(fairness, hidden),
    effects: table !== null && hasHidden(table, cellSizeMin) ? HIDDEN_EFFECTS : effects,
    figures:
      fairness.figures === null || table === null || isTurnedBack(fairness, cellSizeMin)
        ? null
        : figuresPart(fairness.figures, table, cellSizeMin),
  };
}
