import { type Digest, digestOf, isoInstant } from '../../documents/index.js';
import { byTime, type ChangeRow, type ScheduledSet, settleInForce } from '../../run/index.js';
import { type ChangeParts, type Decider, inTurn } from './change-parts.js';
import { type ChangeView, changeView, foundChange } from './change-view.js';
import { changesError } from './changes.errors.js';
import { assertAlias, assertMayDecide, assertReason, assertRole } from './people.js';
import { loadKept } from './policy-sets.js';
import { recordChange } from './record-change.js';

/** Why somebody takes a change back. */
export interface Undoing extends Decider {
  readonly reason: string;
}

/**
 * Takes back a draft, or an approved change whose time has not come; with it go those that were approved on top of it.
 * Its author may, and whoever decides about policies.
 * @throws CHANGE_UNKNOWN, CHANGE_CLOSED, CHANGE_WRONG_ROLE, CHANGE_REASON
 */
export function withdrawChange(parts: ChangeParts, number: number, undoing: Undoing): Promise<ChangeView> {
  return inTurn(parts.changes, async () => {
    const row = await foundChange(parts, number);
    assertOpen(parts, row);
    assertMayUndo(row, undoing);
    const withdrawn = row.state === 'draft' ? [] : await approvedAfter(parts, row);
    const body = { change: number, role: undoing.role, reason: undoing.reason, withdrawn };
    await recordChange(parts, { actor: undoing.by, event: 'withdrawn', body });
    for (const one of [number, ...withdrawn]) await parts.changes.withdraw(one);
    await settleInForce(parts);
    return changeView(parts, number);
  });
}

/**
 * Goes back to the set that was in force before the present one, at once. Changes that wait for their date are withdrawn:
 * they were made on top of what is taken back. @throws ROLLBACK_NOTHING, CHANGE_WRONG_ROLE, CHANGE_REASON
 */
export function rollBack(parts: ChangeParts, undoing: Undoing): Promise<ChangeView> {
  return inTurn(parts.changes, async () => {
    assertMayDecide(undoing);
    assertReason(undoing.reason);
    const { present, target } = await rollbackOf(parts);
    loadKept(parts, target);
    const later = (await parts.changes.schedule()).filter(({ liveFrom }) => liveFrom > parts.now());
    const withdrawn = later.map(({ change }) => change);
    const row = await rollbackRow(parts, { present, target, author: undoing.by });
    const body = { change: row.number, role: undoing.role, reason: undoing.reason, undoes: present.snapshot };
    await recordChange(parts, {
      actor: undoing.by,
      event: 'rolled-back',
      body: { ...body, snapshot: target, withdrawn, liveFrom: isoInstant(row.effective) },
    });
    await parts.changes.add(row, withdrawn);
    await settleInForce(parts);
    return changeView(parts, row.number);
  });
}

function assertMayUndo({ author }: ChangeRow, undoing: Undoing): void {
  assertReason(undoing.reason);
  if (undoing.by !== author) {
    assertMayDecide(undoing);
    return;
  }
  assertAlias(undoing.by);
  assertRole(undoing.role);
}

function assertOpen({ now }: ChangeParts, { number, state, live_from }: ChangeRow): void {
  if (state === 'draft' || (state === 'scheduled' && (live_from as number) > now())) return;
  throw changesError('CHANGE_CLOSED', {
    found: `change ${number} is ${state === 'scheduled' ? 'live or was' : state}`,
    expected: 'a draft, or a change whose time has not come',
    next: 'Take back what is in force with: probity policy rollback',
  });
}

async function approvedAfter({ changes }: ChangeParts, { number }: ChangeRow): Promise<readonly number[]> {
  const order = (await changes.schedule()).map(({ change }) => change);
  return order.slice(order.indexOf(number) + 1);
}

/** The set in force by the schedule, and the one that it was made from. */
async function rollbackOf({ changes, now }: ChangeParts): Promise<{ present: ScheduledSet; target: Digest }> {
  const present = byTime((await changes.schedule()).filter(({ liveFrom }) => liveFrom <= now())).at(-1);
  const brought = (await changes.all()).filter(
    ({ kind, state, snapshot }) => kind === 'change' && state === 'scheduled' && snapshot === present?.snapshot,
  );
  const target = brought.at(-1)?.base;
  if (present && target) return { present, target };
  throw changesError('ROLLBACK_NOTHING', {
    found: present ? 'the set from before the first change' : 'no approved change in force',
    next: 'Draft the policies as they shall become with: probity policy draft create',
  });
}

interface Rollback {
  readonly present: ScheduledSet;
  readonly target: Digest;
  readonly author: string;
}

async function rollbackRow({ changes, now }: ChangeParts, { present, target, author }: Rollback): Promise<ChangeRow> {
  const at = now();
  return {
    number: await changes.nextNumber(),
    kind: 'rollback',
    state: 'scheduled',
    author,
    base: present.snapshot,
    snapshot: target,
    revision: (await changes.schedule()).find(({ snapshot }) => snapshot === target)?.revision ?? null,
    effective: at,
    drafted_at: at,
    meaning: 'null',
    meaning_digest: digestOf(null),
    needs: 0,
    live_from: at,
    undoes: present.snapshot,
  };
}
