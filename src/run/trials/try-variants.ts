import { ProbityError } from '../../documents/index.js';
import type { Thinning } from '../../engines/index.js';
import type { Permit } from '../../stages/decision/index.js';
import { disclose } from '../../stages/disclosure/index.js';
import { assessFairness, NO_DRIFT } from '../../stages/fairness/index.js';
import { judge, type Trial, type Variant, type Verdict } from '../../stages/gates/index.js';
import { mitigate } from '../../stages/mitigation/index.js';
import { type ProtectedTraits, residualise, withoutColumns } from '../../stages/preparation/index.js';
import { type Segmentation, segment } from '../../stages/segmentation/index.js';
import type { Parts } from '../parts.js';
import { pluginRun } from '../run-inputs.js';
import { explained, smallestRatio } from './costs.js';
import { permitFor } from './permit-for.js';
import { variantsOf } from './variants.js';

/** A withheld run, and what is at hand to try it otherwise. */
export interface Tried {
  readonly permit: Permit;
  readonly verdict: Verdict;
  readonly traits: ProtectedTraits;
}

/**
 * What a withheld run tells beside its reasons: the same run without the feature that tells the failing trait best; with
 * `all`, every variant that might pass, those that would first, by what they cost. Nothing of a trial can be released.
 */
export async function trialsFor(parts: Parts, tried: Tried, all: boolean): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const variant of variantsOf(tried.verdict, all)) {
    // A stricter reassignment than one that passes costs more and gives nothing.
    if (trials.some((one) => one.verdict === 'cleared' && isWeaker(one.variant, variant))) continue;
    const trial = await attempted(parts, tried, variant);
    if (trial !== null) trials.push(trial);
  }
  return trials.sort(bestFirst);
}

function isWeaker(one: Variant, other: Variant): boolean {
  return one.kind === 'reassignment' && other.kind === 'reassignment' && one.trait === other.trait;
}

const ORDER: readonly Trial['verdict'][] = ['cleared', 'held', 'withheld', 'refused'];

/** Passing first, and of those the one whose segments still say most. */
function bestFirst(a: Trial, b: Trial): number {
  return ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || (b.explained[1] ?? 0) - (a.explained[1] ?? 0);
}

async function attempted(parts: Parts, tried: Tried, variant: Variant): Promise<Trial | null> {
  try {
    return await trialOf(parts, tried, variant);
  } catch (error) {
    // Options that name the column make the plugin refuse: then there is nothing to suggest, and no fault either.
    if (error instanceof ProbityError && /^(PLUGIN|MITIGATION)_/.test(error.code)) return null;
    throw error;
  }
}

async function trialOf(parts: Parts, tried: Tried, variant: Variant): Promise<Trial> {
  const { verdict, traits } = tried;
  const before = { ratio: smallestRatio(verdict), explained: await explained(parts, verdict) };
  const permit = await permitFor(parts, tried.permit, variant);
  if (permit === null) return refused(variant, before);
  const columns = variant.kind === 'without' ? variant.columns : [];
  const fewer = withoutColumns(verdict.features, columns);
  const features = await residualise(parts.data, permit, fewer, traits);
  const segmentation = await segmented(parts, permit, tried, { features, variant });
  const candidate = await disclose(parts.data, permit, segmentation);
  const benefits = parts.registers.purposes.get(permit.request.purpose)?.benefits ?? null;
  // It would be the next attempt, after this one.
  const triedBefore = verdict.fairness.triedBefore + verdict.fairness.comparisons;
  const assessed = { features, candidate, traits, proxies: false, benefits, triedBefore };
  const fairness = await assessFairness(parts.data, permit, assessed);
  const { privacy, attempt } = verdict;
  const judged = judge({
    permit,
    features,
    candidate,
    fairness,
    drift: NO_DRIFT,
    representation: null,
    privacy,
    attempt,
    affordable: true,
  });
  const after = await explained(parts, { ...judged, features: verdict.features });
  return {
    variant,
    verdict: judged.kind,
    smallestRatio: [before.ratio, smallestRatio(judged)],
    explained: [before.explained, after],
    ...costPart(segmentation),
  };
}

async function segmented(
  parts: Parts,
  permit: Permit,
  { verdict, traits }: Tried,
  { features, variant }: { readonly features: Verdict['features']; readonly variant: Variant },
): Promise<Segmentation> {
  const again = (thinning?: Thinning) =>
    segment(parts.data, permit, features, pluginRun(parts, permit.request), thinning);
  // Other columns, and other values, need the plugin again; the rest starts from the segments that were withheld.
  const anew = variant.kind === 'without' || variant.kind === 'residualisation';
  const segmentation = anew ? await again() : verdict.candidate.segmentation;
  return mitigate(parts.data, permit, { features, segmentation, traits, again });
}

function refused(variant: Variant, before: { readonly ratio: number | null; readonly explained: number }): Trial {
  const nothing = { moved: null, inertia: null, kept: null };
  return {
    ...{ variant, verdict: 'refused', smallestRatio: [before.ratio, null], explained: [before.explained, null] },
    ...nothing,
  };
}

/** Shares, not counts: who was moved may be few. */
function costPart({ mitigated, rows }: Segmentation): Pick<Trial, 'moved' | 'inertia' | 'kept'> {
  const nothing = { moved: null, inertia: null, kept: null };
  switch (mitigated?.kind) {
    case undefined:
      return nothing;
    case 'reassignment': {
      const people = rows.segments.reduce((sum, segment) => sum + segment.rows, 0);
      return { ...nothing, moved: rounded(mitigated.moved / people), inertia: timesAsFar(mitigated.inertia) };
    }
    case 'socially-fair-centres':
      return { ...nothing, inertia: timesAsFar(mitigated.inertia) };
    case 'reweighing':
      return { ...nothing, kept: rounded(mitigated.effective) };
    case 'residualisation': {
      const shares = mitigated.columns.map(({ kept }) => kept ?? 1);
      return { ...nothing, kept: rounded(shares.reduce((sum, one) => sum + one, 0) / shares.length) };
    }
  }
}

function timesAsFar({ before, after }: { readonly before: number; readonly after: number }): number | null {
  return before === 0 ? null : rounded(after / before);
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
