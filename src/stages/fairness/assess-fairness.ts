import { frozen } from '../../documents/index.js';
import type { DataEngine } from '../../engines/index.js';
import {
  type CountTable,
  countTable,
  type FairnessResult,
  judgeFairness,
  selectionRates,
  type TraitVerdict,
} from '../../measures/index.js';
import type { Trait } from '../../registers/datasets/index.js';
import type { Permit } from '../decision/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { Features, ProtectedTraits } from '../preparation/index.js';
import { type Benefits, judgeBenefits } from './benefit.js';
import type { Comparison, FairnessReport, FairnessVerdict, TraitFairness } from './fairness-report.js';
import { effectsOf, tableFigures, testsOf, worstOf } from './figures-of.js';
import { findNearness, type Nearness } from './nearness.js';
import { findProxies, NO_PROXIES } from './proxies.js';
import { withoutRareNames } from './rare-names.js';
import { strataFigures } from './strata.js';
import type { TableEffects } from './trait-figures.js';
import { judgedTable } from './unheld-tables.js';

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
  readonly benefits?: Benefits;
  /** Comparisons of earlier attempts that were not released; counted where policy corrects over attempts. */
  readonly triedBefore: number;
}

/** Counts segments by every trait and crossing, judges the ratios, and ranks the features that tell a trait. */
export async function assessFairness(engine: DataEngine, permit: Permit, assessed: Assessed): Promise<FairnessReport> {
  const { features, candidate, traits, proxies = true, benefits = null } = assessed;
  const { correction } = permit.limits;
  const counted = await countedTables(engine, permit, { candidate, traits });
  const triedBefore = correction === 'holm-over-attempts' ? assessed.triedBefore : 0;
  const judged = judgeTables(permit, { counted, triedBefore });
  const held = proxies
    ? await withFigures(engine, permit, assessed, { counted, judged })
    : judged.traits.map((verdict, at) => traitFairness(verdict, counted[at] as Counted, permit.limits));
  const notHeld = traits.notHeld.map(({ name }) => notAssessed(name, ratioMinFor(permit, name)));
  const tables = [...held, ...notHeld].map((one) => ({ ...one, table: one.effective ?? one.table }));
  const benefit = judgeBenefits(tables, permit.limits, benefits);
  const withBenefit = (one: TraitFairness) => ({ ...one, benefit: benefit.get(one.trait) ?? null });
  const telling = proxies
    ? await findProxies(engine, { features, candidate, traits }, permit.request.seed)
    : NO_PROXIES;
  const { confidence, family } = judged;
  const alone = traits.present.length;
  return frozen({
    confidence,
    correction,
    comparisons: family,
    triedBefore,
    traits: [...held.slice(0, alone), ...worstFirst(held.slice(alone)), ...notHeld].map(withBenefit),
    segmentsWithoutBenefit: withoutBenefit(candidate, benefits),
    telling,
  });
}

/** One trait or crossing over all segments, its rare groups unnamed. */
interface Counted {
  readonly traits: readonly string[];
  readonly status: Trait['status'];
  /** Of people. */
  readonly table: CountTable;
  /** What is judged; the same where the trait is held. */
  readonly judged: CountTable;
}

async function countedTables(
  engine: DataEngine,
  { limits }: Permit,
  { candidate, traits }: Pick<Assessed, 'candidate' | 'traits'>,
): Promise<readonly Counted[]> {
  const asked = [...traits.present.map(({ name }) => [name]), ...traits.crossings];
  const tables = await engine.countSegments(candidate.rows, traits.rows, asked);
  const counted: Counted[] = [];
  for (const counts of tables) {
    const named = withoutRareNames(counts, traits, limits.cellSizeMin);
    const table = countTable(named.groups, named.segments, named.counts);
    const of = traits.present.filter(({ name }) => counts.traits.includes(name));
    const [trait] = of;
    const judged =
      trait && of.length === 1 ? await judgedTable(engine, { candidate, traits }, { trait, table }) : table;
    counted.push({ traits: counts.traits, status: statusOf(of), table, judged });
  }
  return counted;
}

// Nobody can say how the errors of two traits go together: a crossing with one that is not held never passes.
function statusOf(traits: readonly Trait[]): Trait['status'] {
  const [trait] = traits;
  if (traits.every(({ status }) => status === 'held')) return 'held';
  return trait && traits.length === 1 ? trait.status : 'estimated';
}

async function withFigures(
  engine: DataEngine,
  { limits, request }: Permit,
  { features, candidate, traits, benefits = null }: Assessed,
  { counted, judged }: { readonly counted: readonly Counted[]; readonly judged: FairnessResult },
): Promise<readonly TraitFairness[]> {
  const { confidence, cellSizeMin } = limits;
  const single = counted.slice(0, traits.present.length).map(({ table }) => table);
  const strata = await strataFigures(engine, { candidate, traits, cellSizeMin }, single);
  const nearness = await findNearness(engine, { features, candidate, traits, confidence }, counted);
  const named = judged.traits.map(({ trait }, at) => ({ trait, table: (counted[at] as Counted).judged }));
  const tested = testsOf(named);
  return judged.traits.map((verdict, at) => {
    const { judged: table } = counted[at] as Counted;
    const plain = traitFairness(verdict, counted[at] as Counted, limits);
    const worst = worstOf(releasedOf(verdict), plain.verdict, confidence);
    const figures = tableFigures(table, tested(verdict.trait), worst, { confidence, seed: request.seed, benefits });
    return { ...plain, figures: { ...figures, ...(nearness[at] as Nearness), strata: strata[at] ?? [] } };
  });
}

function judgeTables(
  permit: Permit,
  { counted, triedBefore }: { readonly counted: readonly Counted[]; readonly triedBefore: number },
) {
  const { confidence, groupSizeMin } = permit.limits;
  const correction = permit.limits.correction === 'none' ? 'none' : 'holm';
  const tables = counted.map(({ traits, status, judged }) => {
    const trait = traits.join(' x ');
    return { trait, status, table: judged, ratioMin: ratioMinFor(permit, trait) };
  });
  return judgeFairness(tables, { ratioMin: null, confidence, correction, groupSizeMin, triedBefore });
}

/** The strictest ratio that a bias policy asks of a trait; null when none speaks of it. */
function ratioMinFor({ limits }: Permit, trait: string): number | null {
  const asked = limits.fairness.filter((limit) => limit.trait === '*' || limit.trait === trait);
  return asked.length === 0 ? null : Math.max(...asked.map(({ ratioMin }) => ratioMin));
}

const SUPPRESSED = 'suppressed';
const WORST_FIRST: readonly FairnessVerdict[] = ['fail', 'not_estimable', 'inconclusive', 'not_assessed', 'pass'];

/** The worst verdict of what is released; without anything to compare, nothing can be said. */
function verdictOf(comparisons: TraitVerdict['comparisons']): FairnessVerdict {
  return WORST_FIRST.find((word) => comparisons.some(({ verdict }) => verdict === word)) ?? 'not_estimable';
}

// What is suppressed is not released, so it gives no verdict; its people still count in their group's total.
function releasedOf({ comparisons }: TraitVerdict): TraitVerdict['comparisons'] {
  return comparisons.filter(({ segment }) => segment !== SUPPRESSED);
}

function traitFairness(judged: TraitVerdict, counted: Counted, { confidence }: Permit['limits']): TraitFairness {
  const released = releasedOf(judged);
  const { table, judged: worth } = counted;
  return {
    trait: judged.trait,
    status: judged.status,
    ratioMin: judged.ratioMin,
    verdict: verdictOf(released),
    table,
    effective: worth === table ? null : worth,
    rates: selectionRates(worth, confidence).rates,
    comparisons: released.map(comparisonOf),
    benefit: null,
    effects: effectsOf(worth),
    figures: null,
  };
}

// By verdict, then by the smoothed worst ratio, so that a group of two people does not lead by chance.
function worstFirst(crossings: readonly TraitFairness[]): readonly TraitFairness[] {
  const rank = ({ verdict }: TraitFairness) => WORST_FIRST.indexOf(verdict);
  return [...crossings].sort((a, b) => rank(a) - rank(b) || (b.effects.epsilon ?? 0) - (a.effects.epsilon ?? 0));
}

/** Segments to which a purpose that values segments gives no value. */
function withoutBenefit({ rows }: ReleaseCandidate, benefits: Benefits): readonly string[] {
  if (!benefits) return [];
  const names = rows.segments.filter(({ suppressed }) => !suppressed).map(({ name }) => name);
  return names.filter((name) => !Object.hasOwn(benefits, name));
}

function comparisonOf(judged: TraitVerdict['comparisons'][number]): Comparison {
  const { segment, groups, ratio, ratioInterval, difference, differenceInterval, verdict, groupSizeNeeded } = judged;
  return { segment, groups, ratio, ratioInterval, difference, differenceInterval, verdict, groupSizeNeeded };
}

function notAssessed(trait: string, ratioMin: number | null): TraitFairness {
  const nothing = {
    table: null,
    effective: null,
    rates: [],
    comparisons: [],
    benefit: null,
    effects: NO_EFFECTS,
    figures: null,
  };
  return { trait, status: 'not-held', ratioMin, verdict: 'not_assessed', ...nothing };
}
