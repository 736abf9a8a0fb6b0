import { frozen } from '../../documents/index.js';
import type { DataEngine, GroupCounts } from '../../engines/index.js';
import { type CountTable, countTable, judgeFairness, selectionRates, type TraitVerdict } from '../../measures/index.js';
import type { Permit } from '../decision/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { Features, ProtectedTraits } from '../preparation/index.js';
import type { Comparison, FairnessReport, FairnessVerdict, TraitFairness } from './fairness-report.js';
import { effectsOf, tableFigures, testsOf, worstOf } from './figures-of.js';
import { findProxies, NO_PROXIES } from './proxies.js';
import { withoutRareNames } from './rare-names.js';
import { strataFigures } from './strata.js';
import type { TableEffects, TraitFigures, WorstComparison } from './trait-figures.js';

const NO_EFFECTS: TableEffects = {
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

interface Assessed {
  readonly features: Features;
  readonly candidate: ReleaseCandidate;
  readonly traits: ProtectedTraits;
  /** Whether to look for what tells the traits too; a run that is only tried beside another is judged alone. */
  readonly proxies?: boolean;
  /** What a segment is worth to a person in it, as the purpose says; null where it says nothing. */
  readonly benefits?: Readonly<Record<string, number>> | null;
}

/** Counts segments by every trait and crossing, judges the ratios, and ranks the features that tell a trait. */
export async function assessFairness(
  engine: DataEngine,
  permit: Permit,
  { features, candidate, traits, proxies = true, benefits = null }: Assessed,
): Promise<FairnessReport> {
  const asked = [...traits.present.map(({ name }) => [name]), ...traits.crossings];
  const tables = await engine.countSegments(candidate.rows, traits.rows, asked);
  const counted = tables.map((counts) => withoutRareNames(counts, traits, permit.limits.cellSizeMin));
  const judged = judgeTables(permit, traits, counted);
  const options = { confidence: permit.limits.confidence, seed: permit.request.seed, benefits };
  const tested = testsOf(judged.traits.map(({ trait }, at) => ({ trait, table: tableOf(counted[at] as GroupCounts) })));
  const single = counted.slice(0, traits.present.length).map(tableOf);
  const strata = await strataFigures(engine, { candidate, traits, cellSizeMin: permit.limits.cellSizeMin }, single);
  const held = judged.traits.map((verdict, at) => {
    const table = tableOf(counted[at] as GroupCounts);
    const figures = (worst: WorstComparison | null) => ({
      ...tableFigures(table, tested(verdict.trait), worst, options),
      ...{ distance: null, consistency: null, strata: strata[at] ?? [] },
    });
    return traitFairness(verdict, table, { confidence: options.confidence, figures });
  });
  const notHeld = traits.notHeld.map(({ name }) => notAssessed(name, ratioMinFor(permit, name)));
  const looked = { features, candidate, traits };
  const telling = proxies ? await findProxies(engine, looked, permit.request.seed) : NO_PROXIES;
  const { confidence, correction, family } = judged;
  return frozen({
    confidence,
    correction,
    comparisons: family,
    traits: [...held.slice(0, single.length), ...worstFirst(held.slice(single.length)), ...notHeld],
    segmentsWithoutBenefit: withoutBenefit(candidate, benefits),
    telling,
  });
}

function judgeTables(permit: Permit, traits: ProtectedTraits, counted: readonly GroupCounts[]) {
  const { confidence, correction, groupSizeMin } = permit.limits;
  const statuses = new Map(traits.present.map(({ name, status }) => [name, status]));
  const tables = counted.map((counts) => {
    const trait = counts.traits.join(' x ');
    const estimated = counts.traits.find((name) => statuses.get(name) !== 'held');
    const status = estimated === undefined ? 'held' : (statuses.get(estimated) ?? 'held');
    return { trait, status, table: tableOf(counts), ratioMin: ratioMinFor(permit, trait) };
  });
  return judgeFairness(tables, { ratioMin: null, confidence, correction, groupSizeMin });
}

/** The strictest ratio that a bias policy asks of a trait; null when none speaks of it. */
function ratioMinFor({ limits }: Permit, trait: string): number | null {
  const asked = limits.fairness.filter((limit) => limit.trait === '*' || limit.trait === trait);
  return asked.length === 0 ? null : Math.max(...asked.map(({ ratioMin }) => ratioMin));
}

function tableOf({ groups, segments, counts }: GroupCounts): CountTable {
  return countTable(groups, segments, counts);
}

const SUPPRESSED = 'suppressed';
const WORST_FIRST: readonly FairnessVerdict[] = ['fail', 'not_estimable', 'inconclusive', 'not_assessed', 'pass'];

/** The worst verdict of what is released; without anything to compare, nothing can be said. */
function verdictOf(comparisons: TraitVerdict['comparisons']): FairnessVerdict {
  return WORST_FIRST.find((word) => comparisons.some(({ verdict }) => verdict === word)) ?? 'not_estimable';
}

interface Figuring {
  readonly confidence: number;
  readonly figures: (worst: WorstComparison | null) => TraitFigures;
}

function traitFairness(judged: TraitVerdict, table: CountTable, { confidence, figures }: Figuring): TraitFairness {
  // What is suppressed is not released, so it gives no verdict; its people still count in their group's total.
  const released = judged.comparisons.filter(({ segment }) => segment !== SUPPRESSED);
  const verdict = verdictOf(released);
  return {
    trait: judged.trait,
    status: judged.status,
    ratioMin: judged.ratioMin,
    verdict,
    table,
    rates: selectionRates(table, confidence).rates,
    comparisons: released.map(comparisonOf),
    effects: effectsOf(table),
    figures: figures(worstOf(released, verdict, confidence)),
  };
}

// By verdict, then by the smoothed worst ratio, so that a group of two people does not lead by chance.
function worstFirst(crossings: readonly TraitFairness[]): readonly TraitFairness[] {
  const rank = ({ verdict }: TraitFairness) => WORST_FIRST.indexOf(verdict);
  return [...crossings].sort((a, b) => rank(a) - rank(b) || (b.effects.epsilon ?? 0) - (a.effects.epsilon ?? 0));
}

/** Segments to which a purpose that values segments gives no value. */
function withoutBenefit({ rows }: ReleaseCandidate, benefits: Assessed['benefits']): readonly string[] {
  if (!benefits) return [];
  const names = rows.segments.filter(({ suppressed }) => !suppressed).map(({ name }) => name);
  return names.filter((name) => !Object.hasOwn(benefits, name));
}

function comparisonOf(judged: TraitVerdict['comparisons'][number]): Comparison {
  const { segment, groups, ratio, ratioInterval, difference, differenceInterval, verdict, groupSizeNeeded } = judged;
  return { segment, groups, ratio, ratioInterval, difference, differenceInterval, verdict, groupSizeNeeded };
}

function notAssessed(trait: string, ratioMin: number | null): TraitFairness {
  const nothing = { table: null, rates: [], comparisons: [], effects: NO_EFFECTS, figures: null };
  return { trait, status: 'not-held', ratioMin, verdict: 'not_assessed', ...nothing };
}
