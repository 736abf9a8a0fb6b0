import { instantOf, isoInstant } from '../../documents/index.js';
import { type RecordedDecision, recordedDecision, type WaiverRow, wholeEntry, withWaiver } from '../../run/index.js';
import { inTurn } from '../changes/index.js';
import { type Affected, affectedByReplay } from './affected-runs.js';
import { assertInTheWay, blamedIn } from './blamed-rules.js';
import type { AffectedRuns, ExceptionParts, KeptRequest, WaiverNames, WaiverScope } from './exception-parts.js';
import { exceptionsError } from './exceptions.errors.js';
import { assertAlias, assertReason } from './people.js';
import { recordWaiver } from './record-waiver.js';
import { waivableRule } from './waivable-rule.js';
import { usesOf, waiverDocument } from './waiver-document.js';

/** What somebody asks to be excepted from. */
export interface WaiverAsk {
  /** The run that the rule stood in the way of; the waiver holds for its plugin, dataset, purpose and destination. */
  readonly run: string;
  readonly rule: string;
  readonly reason: string;
  /** ISO 8601: from this instant on the waiver counts no more. */
  readonly until: string;
  readonly scope: WaiverScope;
  /** The alias of the one who asks. */
  readonly requestedBy: string;
}

/** A waiver that waits for somebody who may approve it. */
export interface RequestedWaiver {
  readonly name: string;
  readonly affected: AffectedRuns;
  readonly mayApprove: readonly string[];
}

const LOOK_BACK_MS = 90 * 86_400_000;
const REASON_MIN = 10;

/**
 * Asks for an exception from one rule, and says which past requests it would also have let through.
 * @throws EXCEPTION_RUN, EXCEPTION_RULE, EXCEPTION_NEVER, EXCEPTION_IDLE, EXCEPTION_TERM, EXCEPTION_REASON, EXCEPTION_PERSON
 */
export function requestWaiver(
  parts: ExceptionParts,
  ask: WaiverAsk,
  affected: Affected = affectedByReplay(parts),
): Promise<RequestedWaiver> {
  return inTurn(parts.waivers, async () => {
    assertAlias(ask.requestedBy);
    assertReason(ask.reason, REASON_MIN);
    const until = endOf(ask, parts.now());
    const rule = waivableRule(parts.registers.policies, ask.rule);
    const decided = await decidedRun(parts, ask.run);
    assertInTheWay(blamedIn(parts, decided), ask.rule);
    const name = `waiver-${(await parts.waivers.all()).length + 1}`;
    const names = namesOf(decided);
    const since = parts.now() - LOOK_BACK_MS;
    const tried = triedDocument(ask, { name, until, since, names, role: rule.waivableBy[0] as string });
    const found = await affected(withWaiver(parts, { name, text: tried }), since);
    const row = waiverRow(ask, { name, until, at: parts.now(), kept: { ...ask, names, affected: found } });
    await recordWaiver(parts, {
      actor: ask.requestedBy,
      event: 'requested',
      row,
      more: { reason: ask.reason, ...countsOf(found) },
    });
    await parts.waivers.add(row);
    return { name, affected: found, mayApprove: rule.waivableBy };
  });
}

interface Tried {
  readonly name: string;
  readonly since: number;
  readonly until: number;
  readonly names: WaiverNames;
  readonly role: string;
}

// As if it had been there all the time: no number of uses bounds what is looked for.
function triedDocument({ rule, reason, requestedBy }: WaiverAsk, { role, since, ...tried }: Tried): string {
  const approvedBy = { actor: `not-${requestedBy}`, role };
  return waiverDocument({ ...tried, rule, reason, requestedBy, approvedBy, from: since, scope: { kind: 'period' } });
}

interface Asked {
  readonly name: string;
  readonly until: number;
  readonly at: number;
  readonly kept: KeptRequest;
}

function waiverRow({ rule, run, requestedBy }: WaiverAsk, { name, until, at, kept }: Asked): WaiverRow {
  const { reason, scope, names, affected } = kept;
  const request = JSON.stringify({ reason, scope, names, affected } satisfies KeptRequest);
  const open = { decided_by: null, decided_role: null, decided_at: null, document: null };
  return { name, state: 'requested', rule, run, requested_by: requestedBy, requested_at: at, until, request, ...open };
}

function countsOf({ decisions, permitted, eased, unknown }: AffectedRuns) {
  return { affected: { decisions, permitted: permitted.length, eased: eased.length, unknown } };
}

function endOf({ until, scope }: WaiverAsk, now: number): number {
  const end = instantOf(until);
  const uses = usesOf(scope);
  if (end > now && (uses === null || (Number.isInteger(uses) && uses >= 1 && uses <= 1000))) return end;
  throw exceptionsError('EXCEPTION_TERM', {
    found: end > now ? 'another number of uses' : 'no instant that lies ahead',
    expected: `an ISO 8601 date after ${isoInstant(now)}, and 1 to 1000 uses where they are counted`,
    next: 'Say until when it is needed.',
  });
}

async function decidedRun({ log, settings }: ExceptionParts, run: string): Promise<RecordedDecision> {
  for await (const stored of log.entries(0, log.size)) {
    if (stored.entry.type !== 'run-opened' || stored.entry.run !== run) continue;
    const decided = recordedDecision(wholeEntry(settings.stateFolder, stored));
    if (decided) return decided;
  }
  throw exceptionsError('EXCEPTION_RUN', {
    found: 'no such run',
    expected: 'the id of a run that was decided',
    next: 'See the runs with: probity audit show',
  });
}

function namesOf({ request: { plugin, dataset, purpose, destination } }: RecordedDecision): WaiverNames {
  return { plugin, dataset, purpose, destination };
}
