import { isoInstant } from '../../documents/index.js';
import { type ApprovalRow, type ChangeRow, settleInForce } from '../../run/index.js';
import { type ChangeParts, type Decider, inTurn } from './change-parts.js';
import { type ChangeView, changeView, foundChange } from './change-view.js';
import { changesError } from './changes.errors.js';
import { keptMeaning, meaningOf } from './meaning.js';
import { assertMayDecide } from './people.js';
import { assertGreen, assertHead, type Head, headOf, loadKept } from './policy-sets.js';
import { recordChange } from './record-change.js';

/**
 * One person's approval of a draft. The last one that it needs schedules it for its effective date, or for now where that
 * has passed.
 * @throws CHANGE_UNKNOWN, CHANGE_CLOSED, CHANGE_SAME_PERSON, CHANGE_WRONG_ROLE, CHANGE_CONFLICT, CHANGE_MEANING,
 * CHANGE_TESTS_FAILED
 */
export function approveChange(parts: ChangeParts, number: number, decider: Decider): Promise<ChangeView> {
  return inTurn(parts.changes, async () => {
    const row = await foundChange(parts, number);
    const earlier = await parts.changes.approvals(number);
    assertDraft(row);
    assertMayApprove(row, earlier, decider);
    const head = await headOf(parts);
    assertHead(head, row.base);
    assertSameMeaning(parts, row);
    assertGreen(parts, row.snapshot);
    const last = earlier.length + 1 >= row.needs;
    const liveFrom = last ? liveFromOf(parts, row, head) : null;
    await recordApproval(parts, row, { decider, count: earlier.length + 1, liveFrom });
    const approval = { change: number, approver: decider.by, role: decider.role, approved_at: parts.now() };
    await parts.changes.approve(approval, liveFrom);
    await settleInForce(parts);
    return changeView(parts, number);
  });
}

function assertDraft({ state, number }: ChangeRow): void {
  if (state === 'draft') return;
  throw changesError('CHANGE_CLOSED', {
    found: `change ${number} is ${state}`,
    expected: 'a draft',
    next: 'List the changes with: probity policy draft list',
  });
}

// Purposes, datasets or constants may have changed since it was drafted, and with them how many people must agree.
function assertSameMeaning(parts: ChangeParts, { base, snapshot, meaning_digest }: ChangeRow): void {
  const meaning = meaningOf(loadKept(parts, base), loadKept(parts, snapshot), parts.registers.taxonomy);
  const { digest } = keptMeaning(meaning);
  if (digest === meaning_digest) return;
  throw changesError('CHANGE_MEANING', {
    found: `a meaning ${digest}`,
    expected: `the one that was drafted, ${meaning_digest}`,
    next: 'Registers or settings have changed since: draft the same policies again, so that people approve what they see.',
  });
}

function assertMayApprove({ author }: ChangeRow, earlier: readonly ApprovalRow[], decider: Decider): void {
  assertMayDecide(decider);
  if (decider.by !== author && earlier.every(({ approver }) => approver !== decider.by)) return;
  throw changesError('CHANGE_SAME_PERSON', {
    found: decider.by === author ? 'the author as approver' : 'somebody who approved it already',
    expected: 'another person',
    next: 'Ask a colleague to look at it.',
  });
}

// A set never comes into force before the one that it was made from; of two at one moment the later number counts.
function liveFromOf({ now }: ChangeParts, { effective, number }: ChangeRow, head: Head): number {
  return Math.max(effective, now(), number > head.change ? head.liveFrom : head.liveFrom + 1);
}

interface Approved {
  readonly decider: Decider;
  readonly count: number;
  readonly liveFrom: number | null;
}

function recordApproval(parts: ChangeParts, row: ChangeRow, { decider, count, liveFrom }: Approved) {
  const { number, snapshot, meaning_digest, needs } = row;
  const body = {
    change: number,
    role: decider.role,
    snapshot,
    meaning: meaning_digest,
    approvals: count,
    needs,
    liveFrom: liveFrom === null ? null : isoInstant(liveFrom),
  };
  return recordChange(parts, { actor: decider.by, event: 'approved', body });
}
