import { dirname, relative, resolve } from 'node:path';
import { loadRegisters } from '../../run/index.js';
import { loadSettings, type Settings } from '../../settings/index.js';
import {
  anyChangedSince,
  type Changed,
  changedSince,
  formatTest,
  type PolicyTest,
  type TestFormat,
  testFormatOf,
  testPoliciesInData,
  watchFolders,
  withRowTrial,
} from '../../workbench/index.js';
import { type Answer, bold, failureText } from './terminal.js';

interface Globals {
  readonly settings: string;
  /** Standard output then holds one JSON document; what a watch says on its way goes to the other one. */
  readonly json?: boolean;
}

export interface TestFlags {
  /** pretty, junit, tap or json. */
  readonly format?: string;
  /** Only policies that changed since this git revision. */
  readonly changed?: string;
  /** Again after every change. */
  readonly watch?: boolean;
}

/** What a watch is given by who starts it: its end, and where it writes. */
export interface Watched {
  readonly signal: AbortSignal;
  readonly write: (text: string) => void;
}

/** Runs the cases of policy folders. Opens no state: a test never waits for another engine. */
export async function test(
  globals: Globals,
  folders: readonly string[],
  flags: TestFlags = {},
  watched?: Watched,
): Promise<Answer> {
  const format = testFormatOf(flags.format ?? 'pretty');
  if (flags.watch) return watchTests(globals, folders, { ...flags, format }, watched ?? untilInterrupted(globals));
  const result = await testOnce(loadSettings(globals.settings), folders, flags);
  return { exit: result.failed === 0 ? 0 : 2, json: result, text: formatTest(result, format) };
}

function testOnce(settings: Settings, folders: readonly string[], { changed }: TestFlags): Promise<PolicyTest> {
  // Folders are named from where one works: results must not tell how a machine is laid out.
  const asked = folders.length > 0 ? folders : settings.policyFolders.map((folder) => relative('.', folder) || '.');
  const since = new Map(changed === undefined ? [] : changes(settings, asked, changed));
  const isAsked = (file: string, folder: string) => {
    const change = since.get(folder) ?? { kind: 'all' };
    return change.kind === 'all' || change.folders.has(dirname(resolve(file)));
  };
  const registers = loadRegisters(settings);
  return withRowTrial((trial) =>
    testPoliciesInData(asked, registers, trial, ({ file }, folder) => isAsked(file.file, folder)),
  );
}

// Purposes, datasets and legal constants decide cases too.
function changes({ registers }: Settings, asked: readonly string[], revision: string): readonly [string, Changed][] {
  const some = asked.map((folder): [string, Changed] => [folder, changedSince(folder, revision)]);
  const { purposes, destinations, datasets, legalProfiles } = registers;
  const beside = [...purposes, ...destinations, ...datasets, ...legalProfiles];
  return anyChangedSince(beside, revision) ? asked.map((folder) => [folder, { kind: 'all' }]) : some;
}

type WatchFlags = TestFlags & { readonly format: TestFormat };

// What cannot be read in the middle of an edit is said, and waits for the next change like a case that fails.
async function watchTests(
  { settings }: Globals,
  folders: readonly string[],
  { format, ...flags }: WatchFlags,
  { signal, write }: Watched,
): Promise<Answer> {
  let last: PolicyTest | undefined;
  let rounds = 0;
  await watchFolders(watchedFolders(loadSettings(settings), folders), round, { signal });
  const exit = last !== undefined && last.failed === 0 ? 0 : 2;
  return { exit, json: { rounds, last: last ?? null }, text: `${rounds} rounds` };

  async function round(): Promise<void> {
    rounds++;
    try {
      last = await testOnce(loadSettings(settings), folders, flags);
      write(`${formatTest(last, format).trimEnd()}\n`);
    } catch (error) {
      last = undefined;
      write(`${failureText(error)}\n`);
    }
    write(format === 'pretty' ? `${bold('waiting for a change; end with Ctrl+C')}\n` : '');
  }
}

function watchedFolders({ policyFolders, registers }: Settings, folders: readonly string[]): readonly string[] {
  const policies = folders.length > 0 ? folders : policyFolders;
  const { purposes, destinations, datasets, legalProfiles } = registers;
  return [...policies, ...purposes, ...destinations, ...datasets, ...legalProfiles];
}

function untilInterrupted({ json = false }: Globals): Watched {
  const end = new AbortController();
  process.once('SIGINT', () => end.abort());
  return { signal: end.signal, write: (text) => (json ? process.stderr : process.stdout).write(text) };
}
