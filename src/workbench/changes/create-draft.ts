import { type Digest, instantOf, isoInstant } from '../../documents/index.js';
import { loadPolicies } from '../../registers/policies/index.js';
import { type ChangeRow, gitRevision, keepSnapshot, snapshotOf } from '../../run/index.js';
import { type ChangeParts, inTurn } from './change-parts.js';
import { type ChangeView, changeView } from './change-view.js';
import { changesError } from './changes.errors.js';
import { approversNeeded, keptMeaning, meaningOf } from './meaning.js';
import { assertAlias } from './people.js';
import { assertGreen, assertHead, headOf, keepHead, loadKept } from './policy-sets.js';
import { recordChange } from './record-change.js';

/** A candidate set of policies: all of them, not only those that change. */
export interface DraftAsk {
  readonly folders: readonly string[];
  /** The author's alias. */
  readonly author: string;
  /** ISO 8601: the change is live from then, or from its last approval where that is later. */
  readonly effective: string;
  /** The snapshot that the author started from; the newest one when absent. */
  readonly base?: Digest | undefined;
}

/**
 * Keeps a candidate as a draft that nobody can edit any more: it loads, its cases pass, and what it means is computed.
 * @throws DocumentError with all mistakes, CHANGE_TESTS_FAILED, CHANGE_CONFLICT, CHANGE_EMPTY, CHANGE_DATE, CHANGE_PERSON
 */
export function createDraft(parts: ChangeParts, ask: DraftAsk): Promise<ChangeView> {
  return inTurn(parts.changes, async () => {
    assertAlias(ask.author);
    const effective = effectiveOf(ask.effective);
    const head = await headOf(parts);
    if (ask.base !== undefined) assertHead(head, ask.base);
    const candidate = snapshotOf(ask.folders);
    if (candidate.digest === head.snapshot) throw emptyDraft();
    // Mistakes are named where the author works, not where the state keeps its copy.
    loadPolicies(ask.folders, parts.registers);
    await keepHead(parts, head);
    await keepSnapshot(parts.settings.stateFolder, candidate);
    assertGreen(parts, candidate.digest);
    const revision = ask.folders[0] === undefined ? null : gitRevision(ask.folders[0]);
    const places = { base: head.snapshot, snapshot: candidate.digest, revision };
    const row = await draftRow(parts, { author: ask.author, effective, ...places });
    await recordChange(parts, { actor: ask.author, event: 'drafted', body: draftedBody(row) });
    await parts.changes.add(row);
    return changeView(parts, row.number);
  });
}

type Drafted = Pick<ChangeRow, 'author' | 'effective' | 'base' | 'snapshot' | 'revision'>;

async function draftRow(parts: ChangeParts, drafted: Drafted): Promise<ChangeRow> {
  const { base, snapshot } = drafted;
  const meaning = meaningOf(loadKept(parts, base), loadKept(parts, snapshot), parts.registers.taxonomy);
  const { text, digest } = keptMeaning(meaning);
  return {
    number: await parts.changes.nextNumber(),
    kind: 'change',
    state: 'draft',
    ...drafted,
    drafted_at: parts.now(),
    meaning: text,
    meaning_digest: digest,
    needs: approversNeeded(meaning),
    live_from: null,
    undoes: null,
  };
}

function draftedBody({ number, base, snapshot, revision, effective, meaning_digest, needs }: ChangeRow) {
  return { change: number, base, snapshot, revision, effective: isoInstant(effective), meaning: meaning_digest, needs };
}

function effectiveOf(text: string): number {
  const instant = instantOf(text);
  if (!Number.isNaN(instant)) return instant;
  throw changesError('CHANGE_DATE', {
    found: 'another text',
    expected: "an ISO 8601 date, or a date-time with zone, such as '2026-09-01'",
    next: 'Correct the date.',
  });
}

function emptyDraft() {
  return changesError('CHANGE_EMPTY', {
    found: 'no file that differs',
    expected: 'a folder with all policies as they shall become',
    next: 'Edit the policies, then draft them.',
  });
}
