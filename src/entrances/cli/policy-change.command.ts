import { type Digest, ProbityError } from '../../documents/index.js';
import {
  approveChange,
  type ChangeView,
  changeList,
  changeRow,
  changeText,
  changeView,
  createDraft,
  rollBack,
  withdrawChange,
} from '../../workbench/index.js';
import { withGovernance } from './engine-context.js';
import { type Answer, aligned, failureText } from './terminal.js';

interface Globals {
  readonly settings: string;
}

interface DraftFlags {
  readonly author: string;
  readonly effective: string;
  readonly base?: string;
}

interface DeciderFlags {
  readonly as: string;
  readonly role: string;
}

interface UndoFlags extends DeciderFlags {
  readonly reason: string;
}

/** Keeps a folder of policies as a draft, and says what it would mean. */
export function create(globals: Globals, folders: readonly string[], flags: DraftFlags): Promise<Answer> {
  return withGovernance(globals, ({ parts }) => {
    const { author, effective } = flags;
    return answered(() => createDraft(parts, { folders, author, effective, base: flags.base as Digest | undefined }));
  });
}

export function list(globals: Globals): Promise<Answer> {
  return withGovernance(globals, async ({ parts }) => {
    const changes = await changeList(parts);
    const text = changes.length === 0 ? 'no changes: the policy folders are in force as they lie there' : undefined;
    return { exit: 0, json: changes, text: text ?? aligned(changes.map(changeRow)) };
  });
}

export function show(globals: Globals, number: number): Promise<Answer> {
  return withGovernance(globals, ({ parts }) => answered(() => changeView(parts, number)));
}

export function approve(globals: Globals, number: number, { as, role }: DeciderFlags): Promise<Answer> {
  return withGovernance(globals, ({ parts }) => answered(() => approveChange(parts, number, { by: as, role })));
}

export function withdraw(globals: Globals, number: number, { as, role, reason }: UndoFlags): Promise<Answer> {
  return withGovernance(globals, ({ parts }) =>
    answered(() => withdrawChange(parts, number, { by: as, role, reason })),
  );
}

export function rollback(globals: Globals, { as, role, reason }: UndoFlags): Promise<Answer> {
  return withGovernance(globals, ({ parts }) => answered(() => rollBack(parts, { by: as, role, reason })));
}

/** Failing cases and a change by somebody else are answers, and the answer is no. */
const NO: readonly string[] = ['CHANGE_TESTS_FAILED', 'CHANGE_CONFLICT', 'CHANGE_MEANING'];

async function answered(work: () => Promise<ChangeView>): Promise<Answer> {
  try {
    const view = await work();
    return { exit: 0, json: view, text: changeText(view) };
  } catch (error) {
    if (!(error instanceof ProbityError && NO.includes(error.code))) throw error;
    return { exit: 2, json: { error: { code: error.code, ...error.parts } }, text: failureText(error) };
  }
}
