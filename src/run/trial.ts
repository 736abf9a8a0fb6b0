import { ProbityError } from '../documents/index.js';
import type { SegmentProfile } from '../engines/index.js';
import type { Permit } from '../stages/decision/index.js';
import { disclose } from '../stages/disclosure/index.js';
import { assessFairness, type ProxyReport } from '../stages/fairness/index.js';
import { judge, type Trial, type Verdict } from '../stages/gates/index.js';
import { type ProtectedTraits, withoutColumn } from '../stages/preparation/index.js';
import { hiddenPlaces } from '../stages/release/index.js';
import { segment } from '../stages/segmentation/index.js';
import type { Parts } from './parts.js';
import { pluginRun } from './run-inputs.js';

/** What a withheld run tells beside its reasons: the same run without the feature that tells the failing trait best. */
export async function trialsFor(
  parts: Parts,
  permit: Permit,
  verdict: Verdict,
  traits: ProtectedTraits,
): Promise<readonly Trial[]> {
  const column = strongestProxy(verdict);
  if (column === null || verdict.features.granted.length < 2) return [];
  try {
    return [await trialWithout(parts, permit, verdict, traits, column)];
  } catch (error) {
    // Options that name the column make the plugin refuse: then there is nothing to suggest, and no fault either.
    if (error instanceof ProbityError && error.code.startsWith('PLUGIN_')) return [];
    throw error;
  }
}

function strongestProxy({ findings, fairness, candidate }: Verdict): string | null {
  const failed = findings.filter(({ code }) => code === 'RATIO_BELOW_LIMIT').map(({ subject }) => subject);
  const used = candidate.segmentation.usedColumns;
  return carrier(fairness.telling, failed) ?? alone(fairness.telling, failed, used);
}

/** The feature through which the segments tell a failing trait most. */
function carrier({ throughSegments }: ProxyReport, failed: readonly string[]): string | null {
  const carrying = (throughSegments ?? [])
    .filter(({ trait }) => failed.includes(trait))
    .flatMap(({ features }) => features.slice(0, 1))
    .filter(({ carries }) => (carries ?? 0) > 0)
    .sort((a, b) => (b.carries as number) - (a.carries as number));
  return carrying[0]?.feature ?? null;
}

function alone({ proxies }: ProxyReport, failed: readonly string[], used: readonly string[]): string | null {
  return proxies.find(({ trait, feature }) => failed.includes(trait) && used.includes(feature))?.feature ?? null;
}

async function trialWithout(
  parts: Parts,
  permit: Permit,
  verdict: Verdict,
  traits: ProtectedTraits,
  column: string,
): Promise<Trial> {
  const { data } = parts;
  const features = withoutColumn(verdict.features, column);
  const candidate = await disclose(
    data,
    permit,
    await segment(data, permit, features, pluginRun(parts, permit.request)),
  );
  const fairness = await assessFairness(data, permit, { features, candidate, traits, proxies: false });
  const { privacy, attempt } = verdict;
  const tried = judge({ permit, features, candidate, fairness, privacy, attempt, affordable: true });
  return {
    without: column,
    verdict: tried.kind,
    smallestRatio: [smallestRatio(verdict), smallestRatio(tried)],
    explained: [await explained(parts, verdict), await explained(parts, { ...tried, features: verdict.features })],
  };
}

/** The smallest ratio that may be shown: one of a hidden cell would give the cell away. */
function smallestRatio({ fairness, permit }: Verdict): number | null {
  const ratios = fairness.traits
    .filter(({ ratioMin }) => ratioMin !== null)
    .flatMap((trait) => shownRatios(trait, permit.limits.cellSizeMin));
  return ratios.length === 0 ? null : Math.min(...ratios);
}

function shownRatios({ table, comparisons }: Verdict['fairness']['traits'][number], cellSizeMin: number) {
  const hidden = table === null ? null : hiddenPlaces(table, cellSizeMin);
  return comparisons.flatMap(({ ratio, groups, segment: name }) =>
    ratio === null || groups.some((group) => hidden?.cell(group, name) || hidden?.total(group)) ? [] : [ratio],
  );
}

/** The mean over numeric features of between-segment variance by total variance (eta squared, Fisher 1925). */
async function explained(
  { data }: Parts,
  { candidate, features }: Pick<Verdict, 'candidate' | 'features'>,
): Promise<number> {
  const profiles = await data.profile(candidate.segmentation.rows, features.granted, 1);
  const shares = features.granted.map((column) => etaSquared(column, profiles)).filter((share) => share !== null);
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function etaSquared(column: string, profiles: readonly SegmentProfile[]): number | null {
  const cells = profiles.flatMap(({ rows, features }) => {
    const feature = features.find((one) => one.column === column);
    const { mean, variance } = feature ?? { mean: null, variance: null };
    return mean === null || variance === null ? [] : [{ rows, mean, variance }];
  });
  const rows = cells.reduce((sum, cell) => sum + cell.rows, 0);
  const mean = cells.reduce((sum, cell) => sum + cell.rows * cell.mean, 0) / rows;
  const between = cells.reduce((sum, cell) => sum + cell.rows * (cell.mean - mean) ** 2, 0);
  const within = cells.reduce((sum, cell) => sum + cell.rows * cell.variance, 0);
  return rows === 0 || between + within === 0 ? null : between / (between + within);
}
