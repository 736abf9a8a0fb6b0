import { instantOf } from '../../documents/index.js';
import type { Parts } from '../../run/index.js';
import {
  approveWaiver,
  refuseWaiver,
  requestedText,
  requestWaiver,
  type WaiverScope,
  waiverList,
  waiverLooks,
  waiverRow,
  withdrawWaiver,
} from '../../workbench/index.js';
import { withGovernance } from './engine-context.js';
import { entranceError } from './entrances.errors.js';
import { type Answer, aligned } from './terminal.js';

interface Globals {
  readonly settings: string;
}

interface RequestFlags {
  readonly run: string;
  readonly rule: string;
  readonly reason: string;
  readonly until: string;
  readonly scope: string;
  readonly as?: string;
}

interface DecisionFlags {
  readonly as: string;
  readonly role: string;
  readonly reason: string;
  readonly trainedUntil?: string;
}

/** Asks for an exception from one rule, and says which past requests it would also have let through. */
export function request(globals: Globals, flags: RequestFlags): Promise<Answer> {
  return withGovernance(globals, async ({ parts }) => {
    const { run, rule, reason, until, as: requestedBy = parts.actor.alias } = flags;
    const asked = await requestWaiver(parts, { run, rule, reason, until, scope: scopeOf(flags.scope), requestedBy });
    return { exit: 0, json: asked, text: requestedText(asked) };
  });
}

/** Every waiver with its uses and the days that are left, and what to look at. */
export function list(globals: Globals): Promise<Answer> {
  return withGovernance(globals, async ({ parts }) => {
    const all = await waiverList(parts);
    const rows = all.waivers.map(waiverRow);
    const text = rows.length === 0 ? 'no waivers' : [aligned(rows), ...waiverLooks(all)].join('\n');
    return { exit: 0, json: all, text };
  });
}

const ACTS = {
  approve: { act: approveWaiver, done: 'approved' },
  refuse: { act: refuseWaiver, done: 'refused' },
  withdraw: { act: withdrawWaiver, done: 'withdrawn' },
} as const;

/** Decides on a waiver, as an act of its own that is recorded. */
export function decide(globals: Globals, act: keyof typeof ACTS, name: string, flags: DecisionFlags): Promise<Answer> {
  return withGovernance(globals, async ({ parts }) => {
    const { as: by, role, reason } = flags;
    await ACTS[act].act(parts, name, { by, role, reason, trainedUntil: trainingOf(parts, flags) });
    const { done } = ACTS[act];
    return { exit: 0, json: { waiver: name, decision: done }, text: `${name} is ${done}` };
  });
}

// Of others than the operator nothing is on record here, so that it is said, and stands with them.
function trainingOf({ actor }: Parts, { as, trainedUntil }: DecisionFlags): number | null {
  if (as === actor.alias) return actor.trainedUntil ?? null;
  if (trainedUntil === undefined) return null;
  const until = instantOf(trainedUntil);
  if (!Number.isNaN(until)) return until;
  throw entranceError('FLAG_INVALID', {
    found: 'another text',
    expected: "an ISO 8601 date, such as '2027-01-31'",
    where: '--trained-until',
    next: 'Correct the date.',
  });
}

/** `run`, `period`, or a number of uses. */
function scopeOf(text: string): WaiverScope {
  if (text === 'run' || text === 'period') return { kind: text };
  if (/^[1-9]\d{0,3}$/.test(text)) return { kind: 'uses', uses: Number(text) };
  throw entranceError('FLAG_INVALID', {
    found: 'another text',
    expected: "'run', 'period', or a number of uses",
    where: '--scope',
    next: 'Say how far the exception reaches.',
  });
}
