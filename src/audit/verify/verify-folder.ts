import { type Checkpoint, Malformed, openCheckpoint, parseVerifierKey, TILE_WIDTH } from './format/index.js';
import { LeafAudit } from './leaf-audit.js';
import { readLogFile } from './log-files.js';
import { RunLedger } from './run-ledger.js';
import { broken, type Fault, type Verification } from './verification.js';

export interface VerifyOptions {
  /** An older checkpoint that somebody kept; the log must still begin with what it signed. */
  readonly since?: string;
  /** The file of the checkpoint to verify; `checkpoint` when not given. */
  readonly checkpoint?: string;
}

/**
 * Recomputes a whole log from its files alone: every entry of every bundle to its leaf hash, every tile, the root,
 * the signature. Needs the verifier key and nothing else; reads one bundle at a time.
 */
export async function verifyFolder(folder: string, vkey: string, options: VerifyOptions = {}): Promise<Verification> {
  const where = options.checkpoint ?? 'checkpoint';
  const file = await readLogFile(folder, where);
  if (!file) return broken([{ kind: 'checkpoint', where, says: 'the file is missing or cannot be read' }]);
  try {
    const signed = opened(file.bytes.toString('utf8'), vkey);
    const since = options.since === undefined ? undefined : opened(options.since, vkey);
    return await verifyTree(folder, where, signed, since);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return broken([{ kind: 'checkpoint', where, says: error.message }]);
  }
}

function opened(note: string, vkey: string): Checkpoint {
  return openCheckpoint(note, parseVerifierKey(vkey));
}

async function verifyTree(
  folder: string,
  where: string,
  signed: Checkpoint,
  since: Checkpoint | undefined,
): Promise<Verification> {
  const runs = new RunLedger();
  const leaves = new LeafAudit(folder, runs, since?.size);
  for (let index = 0; index * TILE_WIDTH < signed.size; index += 1) {
    await leaves.takeBundle(index, Math.min(TILE_WIDTH, signed.size - index * TILE_WIDTH));
  }
  await leaves.takeEdge();
  const faults = [
    ...leaves.faultsAgainst(signed.root, where),
    ...historyFaults(signed, since, leaves.rootThen, where),
    ...runs.faults,
  ];
  if (faults.length > 0) return broken(faults);
  const { origin, size, root } = signed;
  const counts = { runs: runs.runs, openRuns: runs.openRuns };
  return Object.freeze({ kind: 'intact', origin, size, root: root.toString('base64'), ...counts });
}

function historyFaults(
  signed: Checkpoint,
  since: Checkpoint | undefined,
  rootThen: Buffer | undefined,
  where: string,
): readonly Fault[] {
  if (!since) return [];
  if (since.size > signed.size) {
    const says = `the log has ${signed.size} entries, but ${since.size} were signed earlier`;
    return [{ kind: 'history', where, says }];
  }
  if (rootThen?.equals(since.root)) return [];
  const says = `the first ${since.size} entries are not those that were signed earlier`;
  return [{ kind: 'history', where, index: 0, says }];
}
