import type { Permit } from '../stages/decision/index.js';
import type { ReleaseCandidate } from '../stages/disclosure/index.js';
import {
  assessDrift,
  assessFairness,
  assessRepresentation,
  type DriftReport,
  type FairnessReport,
  NO_DRIFT,
  reachOf,
} from '../stages/fairness/index.js';
import { judge, type Verdict } from '../stages/gates/index.js';
import type { Features, ProtectedTraits } from '../stages/preparation/index.js';
import { assessPrivacy } from '../stages/privacy/index.js';
import { numberAttempt } from './attempt.js';
import { earlierReach, type KeptReach } from './earlier-reach.js';
import { earlierReleases, NO_EARLIER } from './earlier-releases.js';
import { isAffordable } from './noisy-answers.js';
import type { Parts } from './parts.js';

/** What is judged: a candidate, with what it was made from. */
export interface Judged {
  readonly features: Features;
  readonly candidate: ReleaseCandidate;
  readonly traits: ProtectedTraits;
}

/** Measures a candidate, lays it beside what was released before, and judges it. */
export async function judgeCandidate(
  parts: Parts,
  permit: Permit,
  { features, candidate, traits }: Judged,
): Promise<Verdict> {
  const { data, registers } = parts;
  const benefits = registers.purposes.get(permit.request.purpose)?.benefits ?? null;
  const { attempt, triedBefore } = await numberAttempt(parts, permit.request, features);
  const fairness = await assessFairness(data, permit, { features, candidate, traits, benefits, triedBefore });
  await parts.records.close(permit.request.run, { tests: fairness.comparisons });
  // Under noise, what lies beside an earlier release is the noisy answer, and no row.
  const earlier = permit.limits.noise === null ? await earlierReleases(parts, permit.request) : NO_EARLIER;
  const privacy = await assessPrivacy(data, permit, { candidate, traits, earlier });
  const drift = await chartedDrift(parts, permit, fairness);
  const declared = registers.datasets.get(permit.request.dataset)?.representation;
  const representation =
    permit.limits.noise === null ? assessRepresentation({ fairness, traits, declared }, permit.limits) : null;
  const affordable = await isAffordable(parts, permit, { features, candidate });
  return judge({ permit, features, candidate, fairness, drift, representation, privacy, attempt, affordable });
}

/** The reach of this run beside that of earlier ones; it is kept for later ones. Under noise neither is looked at. */
async function chartedDrift(parts: Parts, { request, limits }: Permit, fairness: FairnessReport): Promise<DriftReport> {
  if (limits.noise !== null) return NO_DRIFT;
  const { run, at } = request;
  const { cellSizeMin, driftMax, driftRuns } = limits;
  const reach = reachOf(fairness, { run, at, cellSizeMin });
  const drift = assessDrift([...(await earlierReach(parts, request, driftRuns)), reach], limits);
  const drifted = driftMax !== null && drift.charts.some(({ state }) => state === 'apart');
  const kept: KeptReach = { ...reach, drifted, limits: { driftMax, driftRuns } };
  await parts.records.close(run, { reach: JSON.stringify(kept) });
  return drift;
}
