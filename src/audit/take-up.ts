import type { LogSigner } from '../keys/index.js';
import { auditError } from './audit.errors.js';
import { type LogRows, regress, type SignedCheckpoint } from './log-rows.js';
import type { PublishedFolder } from './published-folder.js';
import { tileNodes } from './tile-nodes.js';
import {
  type Checkpoint,
  consistencyPath,
  isConsistent,
  leafHash,
  Malformed,
  openCheckpoint,
  parseVerifierKey,
  TILE_HEIGHT,
  TILE_WIDTH,
  TileTree,
  tilesOfLevel,
  tilesOfTree,
  verifierKey,
} from './verify/format/index.js';

/** Where a log was left. */
export interface TakenUp {
  /** The tree whose tiles are published; empty when the files must be made again. */
  readonly tree: TileTree;
  /** The newest checkpoint, when it is published too; a crash may have come between it and the tiles. */
  readonly signed?: SignedCheckpoint;
}

/**
 * Compares rows, the last signed checkpoint in the store and the one in the folder before anything is signed.
 * INVARIANT: a tree that is inconsistent with one signed earlier is never signed; LOG_REGRESS instead.
 */
export async function takeUp(
  rows: LogRows,
  folder: PublishedFolder,
  signer: LogSigner,
  origin: string,
): Promise<TakenUp> {
  const stored = await rows.signed();
  const published = await publishedCheckpoint(folder, signer, origin);
  refuseRegress(await rows.size(), stored, published);
  if (stored) {
    const tree = await publishedTree(folder, stored.size);
    if (tree?.root().equals(stored.root) && (await isPrefix(folder, published, stored))) {
      return published?.size === stored.size ? { tree, signed: stored } : { tree };
    }
  }
  await checkRoots(
    rows,
    [published, stored].filter((checkpoint) => checkpoint !== undefined),
  );
  return { tree: new TileTree() };
}

function refuseRegress(size: number, stored: Checkpoint | undefined, published: Checkpoint | undefined): void {
  const signed = stored?.size ?? 0;
  if (published && (!stored || published.size > signed)) {
    throw regress(`the folder holds a checkpoint of ${published.size} entries, the store signed ${signed}`);
  }
  if (size < signed) throw regress(`${size} rows, but ${signed} entries were signed`);
}

async function publishedCheckpoint(
  folder: PublishedFolder,
  { publicKey }: LogSigner,
  origin: string,
): Promise<Checkpoint | undefined> {
  const note = await folder.readCheckpoint();
  if (note === undefined) return undefined;
  try {
    return openCheckpoint(note, parseVerifierKey(verifierKey(origin, publicKey)));
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw auditError('LOG_FOREIGN', {
      found: error.message,
      expected: `a checkpoint of ${origin} under the log key of this state`,
      next: 'Give each origin a folder of its own; keep the checkpoint, it is evidence.',
    });
  }
}

/** True when the published checkpoint is the signed one or an earlier state of the same tree. */
async function isPrefix(
  folder: PublishedFolder,
  published: Checkpoint | undefined,
  stored: Checkpoint,
): Promise<boolean> {
  if (!published) return true;
  const path = await consistencyPath(published.size, stored.size, tileNodes(folder, stored.size));
  return isConsistent(published, stored, path);
}

/** The right edge of the published tree, or undefined when a file is missing or does not fit. */
async function publishedTree(folder: PublishedFolder, size: number): Promise<TileTree | undefined> {
  for (const { level, index, width } of tilesOfTree(size)) {
    if (!(await folder.holds(level, index, width))) return undefined;
  }
  for (const { index, width } of tilesOfLevel(0, size)) {
    if (!(await folder.holds('entries', index, width))) return undefined;
  }
  const rows: (readonly Buffer[])[] = [];
  for (let level = 0; size >= 2 ** (TILE_HEIGHT * level); level += 1) {
    const hashes = Math.floor(size / TILE_WIDTH ** level);
    const width = hashes % TILE_WIDTH;
    const row = width > 0 ? await folder.readTile(level, Math.floor(hashes / TILE_WIDTH), width) : [];
    if (!row) return undefined;
    rows.push(row);
  }
  return TileTree.resume(size, rows);
}

/** Hashes the rows again and compares the root at each size that was signed. */
async function checkRoots(rows: LogRows, signed: readonly Checkpoint[]): Promise<void> {
  const tree = new TileTree();
  for (const { size, root } of signed.toSorted((a, b) => a.size - b.size)) {
    while (tree.size < size) {
      const to = Math.min(size, tree.size + TILE_WIDTH);
      for (const bytes of await rows.bytes(tree.size, to)) tree.append(leafHash(bytes));
    }
    if (!tree.root().equals(root)) throw regress(`the first ${size} rows do not lead to the root that was signed`);
  }
}
