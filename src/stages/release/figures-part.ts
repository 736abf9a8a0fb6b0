import type { CountTable } from '../../measures/index.js';
import type { TraitFigures } from '../fairness/index.js';
import { type HiddenPlaces, hasHidden, hiddenPlaces, hiddenSegments, shownCount } from './minimum-cell.js';

/** Of a table: what is hidden of it, where, and whether anything is. */
interface Hiding {
  readonly table: CountTable;
  readonly places: HiddenPlaces;
  readonly segments: ReadonlySet<string>;
  readonly any: boolean;
  readonly cellSizeMin: number;
}

/**
 * The figures of a trait that give no hidden cell away. A figure that mixes counts is one equation about each of them: it
 * is hidden when one of its counts is. A mean of the people of a group tells of its row; one over all groups, of all.
 */
export function figuresPart(figures: TraitFigures, table: CountTable, cellSizeMin: number) {
  const hiding: Hiding = {
    table,
    places: hiddenPlaces(table, cellSizeMin),
    segments: new Set(hiddenSegments(table, cellSizeMin)),
    any: hasHidden(table, cellSizeMin),
    cellSizeMin,
  };
  return {
    intervals: hiding.any && figures.intervals !== null ? { ...figures.intervals, ...NO_INTERVALS } : figures.intervals,
    test: hiding.any ? { ...figures.test, p: null } : figures.test,
    segments: figures.segments.map((one) => (isWhole(hiding, one.segment) ? one : { ...one, ...NO_SEGMENT })),
    worst: shownWorst(figures.worst, hiding),
    benefit: shownBenefit(figures.benefit, hiding),
    distance: shownDistance(figures.distance, hiding),
    consistency: shownConsistency(figures.consistency, hiding),
    strata: figures.strata.map((stratum) => shownStratum(stratum, hiding)),
  };
}

const NO_INTERVALS = { cramerVCorrected: null, totalVariation: null, balance: null, epsilon: null };
const NO_SEGMENT = {
  overall: null,
  difference: null,
  ratio: null,
  differenceToOverall: null,
  ratioToOverall: null,
  p: null,
  holm: null,
  falseDiscovery: null,
};

/** Whether every count of a segment is shown, and every total of a group. */
function isWhole({ table, places, segments }: Hiding, segment: string): boolean {
  return !segments.has(segment) && table.groups.every((group) => !places.cell(group, segment) && !places.total(group));
}

/** Whether every count of a group is shown. */
function isWholeRow({ table, places }: Hiding, group: string): boolean {
  return !places.total(group) && table.segments.every((segment) => !places.cell(group, segment));
}

function shownWorst(worst: TraitFigures['worst'], { places }: Hiding) {
  if (worst === null) return null;
  const { segment, groups, evidence } = worst;
  const hidden = groups.some((group) => places.cell(group, segment) || places.total(group));
  return { segment, groups, evidence: hidden ? null : evidence };
}

function shownBenefit(benefit: TraitFigures['benefit'], hiding: Hiding) {
  if (benefit === null) return null;
  const groups = benefit.groups.map((one) =>
    isWholeRow(hiding, one.group) ? one : { group: one.group, people: null, mean: null, interval: null },
  );
  if (!hiding.any) return { ...benefit, groups };
  const nothing = { mean: null, difference: null, ratio: null, ratioInterval: null };
  return { ...benefit, ...nothing, groups, generalisedEntropy: null, theil: null, betweenGroups: null };
}

function shownDistance(distance: TraitFigures['distance'], hiding: Hiding) {
  if (distance === null) return null;
  const groups = distance.groups.map(({ group, people, mean, interval }) =>
    isFew(hiding, group, people)
      ? { group, people: null, mean: null, interval: null }
      : { group, people, mean, interval },
  );
  const few = groups.some(({ people }) => people === null);
  return few ? { ...distance, groups, ...{ socialCost: null, ratio: null, mean: null } } : { ...distance, groups };
}

function shownConsistency(consistency: TraitFigures['consistency'], hiding: Hiding) {
  if (consistency === null) return null;
  const groups = consistency.groups.map(({ group, people, share, interval }) =>
    isFew(hiding, group, people)
      ? { group, people: null, share: null, interval: null }
      : { group, people, share, interval },
  );
  const few = groups.some(({ people }) => people === null);
  return few
    ? { ...consistency, groups, ...{ people: null, share: null, difference: null } }
    : { ...consistency, groups };
}

/** Few people, or a group whose number is hidden: a mean of all of them beside the others would give theirs. */
function isFew({ places, cellSizeMin }: Hiding, group: string, people: number): boolean {
  return places.total(group) || shownCount(people, cellSizeMin) === null;
}

// The figures of all groups of a segment add up to 0: one that is hidden would follow from the others.
function shownStratum({ ground, smallIn, disparities }: TraitFigures['strata'][number], hiding: Hiding) {
  const hidden = new Set(disparities.map(({ segment }) => segment).filter((name) => !isWhole(hiding, name)));
  for (const name of smallIn) hidden.add(name);
  return {
    ground,
    disparities: disparities.map((one) =>
      hidden.has(one.segment) ? { ...one, overall: null, conditional: null, covered: null } : one,
    ),
  };
}
