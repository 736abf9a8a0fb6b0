import { frozen } from '../../documents/index.js';
import type { DataEngine, GroupCounts } from '../../engines/index.js';
import {
  association,
  balance,
  type CountTable,
  countTable,
  judgeFairness,
  selectionRates,
  type TraitVerdict,
  totalVariation,
} from '../../measures/index.js';
import type { Permit } from '../decision/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { Features, ProtectedTraits } from '../preparation/index.js';
import type { Comparison, FairnessReport, FairnessVerdict, TraitFairness } from './fairness-report.js';
import { findProxies, NO_PROXIES } from './proxies.js';
import { withoutRareNames } from './rare-names.js';

const NO_EFFECTS: TraitFairness['effects'] = {
  chiSquare: null,
  g: null,
  cramerV: null,
  cramerVCorrected: null,
  totalVariation: null,
  balance: null,
  mutualInformation: null,
};

interface Assessed {
  readonly features: Features;
  readonly candidate: ReleaseCandidate;
  readonly traits: ProtectedTraits;
  /** Whether to look for what tells the traits too; a run that is only tried beside another is judged alone. */
  readonly proxies?: boolean;
}

/** Counts segments by every trait and crossing, judges the ratios, and ranks the features that tell a trait. */
export async function assessFairness(
  engine: DataEngine,
  permit: Permit,
  { features, candidate, traits, proxies = true }: Assessed,
): Promise<FairnessReport> {
  const asked = [...traits.present.map(({ name }) => [name]), ...traits.crossings];
  const tables = await engine.countSegments(candidate.rows, traits.rows, asked);
  const counted = tables.map((counts) => withoutRareNames(counts, traits, permit.limits.cellSizeMin));
  const judged = judgeTables(permit, traits, counted);
  const held = judged.traits.map((verdict, at) => traitFairness(verdict, tableOf(counted[at] as GroupCounts), permit));
  const notHeld = traits.notHeld.map(({ name }) => notAssessed(name, ratioMinFor(permit, name)));
  const looked = { features, candidate, traits };
  const telling = proxies ? await findProxies(engine, looked, permit.request.seed) : NO_PROXIES;
  const { confidence, correction, family } = judged;
  return frozen({
    confidence,
    correction,
    comparisons: family,
    traits: [...held, ...notHeld],
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
function worstOf(comparisons: readonly Comparison[]): FairnessVerdict {
  return WORST_FIRST.find((word) => comparisons.some(({ verdict }) => verdict === word)) ?? 'not_estimable';
}

function traitFairness(verdict: TraitVerdict, table: CountTable, { limits }: Permit): TraitFairness {
  const { rates } = selectionRates(table, limits.confidence);
  const strength = association(table);
  // What is suppressed is not released, so it gives no verdict; its people still count in their group's total.
  const comparisons = verdict.comparisons.filter(({ segment }) => segment !== SUPPRESSED).map(comparisonOf);
  return {
    trait: verdict.trait,
    status: verdict.status,
    ratioMin: verdict.ratioMin,
    verdict: worstOf(comparisons),
    table,
    rates,
    comparisons,
    effects: {
      chiSquare: strength.chiSquare,
      g: strength.g,
      cramerV: strength.cramerV,
      cramerVCorrected: strength.cramerVCorrected,
      totalVariation: totalVariation(table).totalVariation,
      balance: balance(table).bera,
      mutualInformation: strength.mutualInformation,
    },
  };
}

function comparisonOf(judged: TraitVerdict['comparisons'][number]): Comparison {
  const { segment, groups, ratio, ratioInterval, difference, differenceInterval, verdict, groupSizeNeeded } = judged;
  return { segment, groups, ratio, ratioInterval, difference, differenceInterval, verdict, groupSizeNeeded };
}

function notAssessed(trait: string, ratioMin: number | null): TraitFairness {
  const nothing = { table: null, rates: [], comparisons: [], effects: NO_EFFECTS };
  return { trait, status: 'not-held', ratioMin, verdict: 'not_assessed', ...nothing };
}
