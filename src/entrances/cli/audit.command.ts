import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type StoredEntry, type Verification, verifyFolder } from '../../audit/index.js';
import { withGovernance } from './engine-context.js';
import { entranceError } from './entrances.errors.js';
import { entryWords } from './entry-words.js';
import { type Answer, aligned } from './terminal.js';

interface Globals {
  readonly settings: string;
}

/** Recomputes a log from its files alone; opens no state, so it works on a copy and beside a running engine. */
export async function verify(_globals: Globals, folder: string, { key }: { readonly key?: string }): Promise<Answer> {
  const result = await verifyFolder(folder, key ?? (await keyBeside(folder)));
  return { exit: result.kind === 'intact' ? 0 : 2, json: result, text: verificationText(result) };
}

/** The key that Probity writes beside a log; an auditor should compare it with one received earlier. */
async function keyBeside(folder: string): Promise<string> {
  const file = join(folder, '..', 'log.vkey');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  throw entranceError('NO_VERIFIER_KEY', {
    found: 'no file log.vkey beside the log',
    expected: 'the verifier key of the log',
    where: file,
    next: 'Give the key that you received with --key.',
  });
}

export function verificationText(result: Verification): string {
  if (result.kind === 'intact') {
    return [
      `intact: ${result.size.toLocaleString('en')} entries under ${result.origin}`,
      `  root ${result.root}`,
      `  ${result.runs} runs, each with one opening and one closing entry${openText(result.openRuns)}`,
      '  Every hash was recomputed from the files; nothing was altered since the checkpoint was signed.',
    ].join('\n');
  }
  const faults = result.faults.map(({ where, says, index }) => [
    index === undefined ? '' : `entry ${index}`,
    where,
    says,
  ]);
  return `broken: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}\n${aligned(faults)}`;
}

function openText(open: readonly string[]): string {
  return open.length === 0 ? '' : `, except ${open.length} still open`;
}

interface ShowFlags {
  readonly run?: string;
  readonly from?: number;
  readonly to?: number;
}

/** Entries of the log, newest last. */
export function show(globals: Globals, { run, from = 0, to }: ShowFlags): Promise<Answer> {
  return withGovernance(globals, async ({ parts: { log } }) => {
    const shown: StoredEntry[] = [];
    for await (const stored of log.entries(from, to === undefined ? log.size : Math.min(to + 1, log.size))) {
      if (run === undefined || stored.entry.run === run) shown.push(stored);
    }
    const json = shown.map(({ index, entry }) => ({ index, entry }));
    const rows = shown.map(({ index, entry }) => [index, entry.at, entry.type, entry.run ?? '', entryWords(entry)]);
    return { exit: 0, json, text: rows.length === 0 ? 'no entries' : aligned(rows) };
  });
}

/** The proof of one entry under the newest checkpoint, ready to be kept elsewhere. */
export function prove(globals: Globals, index: number): Promise<Answer> {
  return withGovernance(globals, async ({ parts: { log } }) => {
    const receipt = await log.prove(index);
    return { exit: 0, json: receipt, text: receipt.proof };
  });
}
