import { type Cost, costOf } from '../../../budget/index.js';
import { type Digest, digestOf, isoInstant } from '../../../documents/index.js';
import type { Loss } from '../../../noise/index.js';
import type { NoiseLimits, Permit } from '../../decision/index.js';
import type { ReleaseCandidate } from '../../disclosure/index.js';
import type { Features } from '../../preparation/index.js';

type Bounds = NoiseLimits['bounds'][number];

/** What is asked of the data under noise, and what the answer may tell of one person. */
export interface NoisePlan {
  /** Names what is asked: the same query gets the answer that was given before. */
  readonly query: Digest;
  /** Of each part: the counts, the sums of a column, the values of a column. */
  readonly loss: Loss;
  /** Of each column of values, in units of 10^-15. */
  readonly delta: number;
  /** Of all parts together. */
  readonly cost: Cost;
  readonly sums: readonly Bounds[];
  readonly values: readonly string[];
  /** Granted columns that neither are summed nor have their values shown. */
  readonly leftOut: readonly string[];
}

/** Shares the loss of an answer equally among its parts; what does not divide is not spent. */
export function noisePlan(
  permit: Permit,
  noise: NoiseLimits,
  { features, candidate }: { readonly features: Features; readonly candidate: ReleaseCandidate },
): NoisePlan {
  const given = features.rows.plan.features.filter(({ column }) => features.granted.includes(column));
  const sums = noise.bounds.filter(({ column }) => given.some((one) => one.column === column && isSummable(one)));
  const values = noise.delta === 0 ? [] : given.filter(isText).map(({ column }) => column);
  const parts = 1 + sums.length + values.length;
  const loss = partOf(noise.loss, parts);
  const delta = values.length === 0 ? 0 : Math.floor(noise.delta / values.length);
  const used = [...sums.map(({ column }) => column), ...values];
  return {
    query: queryOf(permit, noise, { features, candidate }),
    loss,
    delta,
    cost: costOf(times(loss, parts), delta * values.length),
    sums,
    values,
    leftOut: features.granted.filter((column) => !used.includes(column)),
  };
}

type Feature = Features['rows']['plan']['features'][number];

function isText({ type }: Feature): boolean {
  return type === 'text' || type === 'boolean';
}

// Bins of quantiles are made of everybody's values: one person could move the bins of all others.
function isSummable(feature: Feature): boolean {
  return !isText(feature) && feature.mask?.kind !== 'quantiles';
}

function partOf(loss: Loss, parts: number): Loss {
  return 'epsilon' in loss ? { epsilon: Math.floor(loss.epsilon / parts) } : { rho: Math.floor(loss.rho / parts) };
}

function times(loss: Loss, parts: number): Loss {
  return 'epsilon' in loss ? { epsilon: loss.epsilon * parts } : { rho: loss.rho * parts };
}

/**
 * Everything that the true figures follow from, with the day in the place of the moment: cut-offs move on with it, and an
 * answer of yesterday may count people who had to leave since.
 */
function queryOf(
  { request, policySet, ownRules, waiversUsed, columns }: Permit,
  noise: NoiseLimits,
  { features, candidate }: { readonly features: Features; readonly candidate: ReleaseCandidate },
): Digest {
  const { dataset, destination, purpose, at } = request;
  const { rows, granted } = features;
  return digestOf({
    v: 1,
    ...{ dataset, destination, purpose, day: isoInstant(at).slice(0, 10) },
    ...{ source: rows.fingerprint, consent: rows.consent?.digest ?? null },
    ...{ policySet, ownRules, waiversUsed, columns, granted },
    model: candidate.segmentation.model === null ? null : digestOf(candidate.segmentation.model),
    noise: { loss: { ...noise.loss }, delta: noise.delta, bounds: noise.bounds },
  });
}
