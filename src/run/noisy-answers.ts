import type { Account, Paid, Spend } from '../budget/index.js';
import { lossText, remaining } from '../budget/index.js';
import { canonicalJson, isoInstant } from '../documents/index.js';
import { systemBits } from '../noise/index.js';
import type { NoiseLimits, Permit } from '../stages/decision/index.js';
import type { ReleaseCandidate } from '../stages/disclosure/index.js';
import type { Cleared, Held, Withheld } from '../stages/gates/index.js';
import type { Features } from '../stages/preparation/index.js';
import {
  drawAnswer,
  inWhole,
  type NoisePlan,
  type NoisyAnswer,
  noisePlan,
  noisyProfile,
  type ToldUnderNoise,
} from '../stages/release/index.js';
import type { Parts } from './parts.js';

interface Prepared {
  readonly features: Features;
  readonly candidate: ReleaseCandidate;
}

/** Whether the ledger would pay for the answer of a run; true where there is no noise. It follows from no data. */
export async function isAffordable({ ledger }: Parts, permit: Permit, prepared: Prepared): Promise<boolean> {
  const { noise } = permit.limits;
  if (noise === null) return true;
  return ledger.affords(spendOf(permit, noisePlan(permit, noise, prepared)), noise.budget);
}

/** What the report of a withheld run says about noise: nothing was drawn, and nothing spent. */
export async function toldNothing(
  { ledger }: Parts,
  { permit, ...prepared }: Withheld,
): Promise<ToldUnderNoise | null> {
  const { noise } = permit.limits;
  if (noise === null) return null;
  const left = remaining(await ledger.spent(accountOf(permit)), noise.budget);
  return { plan: noisePlan(permit, noise, prepared), profile: null, left };
}

/**
 * Answers under noise: pays, records that it was paid, then draws, and keeps the answer before anything of it is
 * written. A stop in between costs nothing twice: the same query was paid for, and no other answer was ever seen. Null
 * where rows may leave. Throws BUDGET_EXHAUSTED.
 */
export async function answerUnderNoise(parts: Parts, verdict: Cleared | Held): Promise<ToldUnderNoise | null> {
  const { permit, candidate } = verdict;
  const { noise, segmentSizeMin } = permit.limits;
  if (noise === null) return null;
  const plan = noisePlan(permit, noise, verdict);
  const answer = await paidAnswer(parts, verdict, { plan, noise });
  const names = candidate.rows.segments.map(({ name }) => name);
  const left = remaining(await parts.ledger.spent(accountOf(permit)), noise.budget);
  return { plan, profile: noisyProfile(answer, plan, { names, segmentSizeMin }), left };
}

async function paidAnswer(
  parts: Parts,
  { permit, candidate }: Cleared | Held,
  { plan, noise }: { readonly plan: NoisePlan; readonly noise: NoiseLimits },
): Promise<NoisyAnswer> {
  const { ledger, data } = parts;
  const paid = await ledger.spend(spendOf(permit, plan), noise.budget);
  if (paid.entry === null) await recordSpend(parts, paid);
  if (paid.answer !== null) return JSON.parse(paid.answer) as NoisyAnswer;
  const figures = await data.boundedFigures(candidate.rows, { sums: plan.sums, values: plan.values });
  const drawn = drawAnswer(systemBits(), plan, { rows: candidate.rows, figures });
  return JSON.parse(await ledger.keepAnswer(plan.query, canonicalJson(drawn))) as NoisyAnswer;
}

/** Says in the log what was spent; the answer stands nowhere in it. */
export async function recordSpend(
  { log, ledger, now, settings, actor }: Pick<Parts, 'log' | 'ledger' | 'now' | 'settings' | 'actor'>,
  { run, dataset, destination, query, cost, limits }: Paid,
): Promise<void> {
  const body = { dataset, destination, query, spent: inWhole(cost), limits: inWhole(limits), loss: lossText(cost) };
  const at = isoInstant(now());
  const entry = { v: 1, type: 'budget-spent', run, at, actor: actor.alias } as const;
  const { index } = await log.append({ ...entry, environment: settings.environment, body });
  await ledger.recorded(query, index);
}

/** Records at start what was spent and not recorded, because a stop came in between. */
export async function settleSpends(parts: Parts): Promise<void> {
  for (const paid of await parts.ledger.all({ unrecorded: true })) await recordSpend(parts, paid);
}

function accountOf({ request: { dataset, destination } }: Permit): Account {
  return { dataset, destination };
}

function spendOf(permit: Permit, { query, cost }: NoisePlan): Spend {
  const { run, at } = permit.request;
  return { ...accountOf(permit), query, run, at, cost };
}
