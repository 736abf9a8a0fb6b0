import { existsSync } from 'node:fs';
import { type PolicyRegisters, policyFiles } from '../../registers/policies/index.js';
import { writeDurably } from '../../store/index.js';
import { testPolicies } from '../policy-test.js';
import { authoringError } from './authoring.errors.js';
import { draftTexts } from './draft-policy.js';
import { type Choices, completeWish, type PolicyWish } from './policy-wish.js';
import { removeWritten } from './remove-written.js';
import { startFixtures } from './start-fixtures.js';

/** Where a new policy is written, among what, and when. */
export interface Desk {
  readonly folder: string;
  readonly registers: PolicyRegisters;
  readonly choices: Choices;
  /** The folder of the schemas for editors. */
  readonly schemas: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Created {
  /** What was written, in order. */
  readonly files: readonly string[];
  /** How many cases were tried and passed, those of other policies included. */
  readonly passed: number;
  /** Cases of other policies that do not pass any more, as `policy: case`. */
  readonly disturbed: readonly string[];
}

/**
 * Writes a new policy with cases that pass, or a waiver. A folder without fixtures gets those of the release first. Nothing
 * is ever overwritten, and what does not pass is taken away again.
 * @throws POLICY_NAME, POLICY_ANSWER, POLICY_EXISTS, POLICY_SCAFFOLD
 */
export async function createPolicy(wish: PolicyWish, desk: Desk): Promise<Created> {
  const complete = completeWish(wish, desk.choices);
  assertNew(complete.name, desk.folder);
  const written: string[] = [];
  try {
    if (complete.kind !== 'Waiver') written.push(...(await startFixtures(desk.folder, desk.now)));
    const before = failuresIn(desk).failed;
    for (const [file, text] of draftTexts(complete, desk)) {
      await write(file, text);
      written.push(file);
    }
    return { files: written, ...outcomeOf(complete.name, before, failuresIn(desk)) };
  } catch (error) {
    for (const file of written) removeWritten(file, desk.folder);
    throw error;
  }
}

function assertNew(name: string, folder: string): void {
  const present = policyFiles([folder]).find(({ expected }) => expected === name);
  if (present) throw exists(present.file);
}

async function write(file: string, text: string): Promise<void> {
  if (!(await writeDurably(file, Buffer.from(text), 'refuse'))) throw exists(file);
}

function exists(where: string) {
  return authoringError('POLICY_EXISTS', {
    found: 'a policy or waiver of that name',
    where,
    next: 'Choose another name; nothing was changed.',
  });
}

interface Failures {
  readonly passed: number;
  /** Each failed case by `policy: case`, with what was otherwise. */
  readonly failed: ReadonlyMap<string, readonly string[]>;
}

function failuresIn({ folder, registers }: Desk): Failures {
  if (!existsSync(folder)) return { passed: 0, failed: new Map() };
  // What own rules add is another matter: a new policy is tried by what policies say.
  const { passed, results } = testPolicies([folder], { ...registers, ownRules: null });
  const failed = results.filter(({ kind }) => kind === 'failed');
  return { passed, failed: new Map(failed.map((one) => [`${one.policy}: ${one.case}`, one.notes])) };
}

function outcomeOf(name: string, before: Failures['failed'], { passed, failed }: Failures): Omit<Created, 'files'> {
  const own = [...failed].find(([of]) => of.startsWith(`${name}: `));
  if (!own) return { passed, disturbed: [...failed.keys()].filter((of) => !before.has(of)) };
  const [of, notes] = own;
  throw authoringError('POLICY_SCAFFOLD', {
    found: `'${of}': ${notes.join('; ')}`,
    next: 'Another policy stands in the way of it. Nothing was written.',
  });
}
