import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Broken, Verification } from './verification.js';
import { verifyFolder } from './verify-folder.js';
import { type Proved, verifyProof } from './verify-proof.js';

const USAGE = `Verifies a transparency log from its files alone.

  node probity-verify.mjs DIR --key VKEY [--since CHECKPOINT] [--json]
  node probity-verify.mjs --proof FILE --entry FILE --key VKEY [--json]

  DIR        the folder with checkpoint and tile/
  --key      the verifier key (name+hex+base64), or a file that holds it
  --since    an older checkpoint file; the log must still begin with what it signed
  --proof    a .tlog-proof file, checked for the exact bytes of the --entry file
  --json     one JSON document instead of text

Exit code 0: intact or proved. 2: broken. 1: it could not be checked.
`;

const OPTIONS = {
  key: { type: 'string' },
  since: { type: 'string' },
  proof: { type: 'string' },
  entry: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** The command line of the bundled verifier; gives the exit code. */
export async function verifyCommand(args: readonly string[], print: (text: string) => void): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const found = await verified(values, positionals);
    if (!found) {
      print(USAGE);
      return 1;
    }
    print(values.json ? `${JSON.stringify(found)}\n` : sentences(found));
    return found.kind === 'broken' ? 2 : 0;
  } catch (error) {
    print(`It could not be checked: ${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 1;
  }
}

async function verified(
  { key, since, proof, entry }: { key?: string; since?: string; proof?: string; entry?: string },
  [folder, ...more]: readonly string[],
): Promise<Verification | Proved | undefined> {
  if (!key || more.length > 0) return undefined;
  const vkey = key.includes('+') ? key : await readFile(key, 'utf8');
  if (folder) return verifyFolder(folder, vkey, since === undefined ? {} : { since: await readFile(since, 'utf8') });
  if (proof && entry) return verifyProof(await readFile(proof, 'utf8'), await readFile(entry), vkey);
  return undefined;
}

function sentences(found: Verification | Proved): string {
  switch (found.kind) {
    case 'proved':
      return `proved: entry ${found.index} stands in ${found.origin} at size ${found.size}\n`;
    case 'intact':
      return [
        `intact: ${found.origin} with ${found.size} entries, root ${found.root}`,
        `runs with one opening and one closing entry: ${found.runs}`,
        `runs that are open: ${found.openRuns.length}`,
        ...found.openRuns.map((run) => `  ${run}`),
        '',
      ].join('\n');
    case 'broken':
      return `${[`BROKEN: ${found.count} findings`, ...found.faults.map(faultLine)].join('\n')}\n`;
  }
}

function faultLine({ kind, where, byte, says }: Broken['faults'][number]): string {
  return `  ${kind}: ${where}${byte === undefined ? '' : ` at byte ${byte}`}: ${says}`;
}
