import { digestOfBytes } from '../documents/index.js';
import { auditError } from './audit.errors.js';
import {
  inclusionPath,
  leafHash,
  perfectRoot,
  printTlogProof,
  rootOfInclusion,
  TILE_HEIGHT,
  TILE_WIDTH,
} from './format/index.js';
import type { Receipt } from './log.js';
import type { SignedCheckpoint } from './log-rows.js';
import type { PublishedFolder } from './published-folder.js';

/** Proves an entry under a checkpoint from the published tiles, and checks the proof before anybody gets it. */
export async function receiptOf(
  folder: PublishedFolder,
  { origin, size, root, note }: SignedCheckpoint,
  index: number,
  bytes: Buffer,
): Promise<Receipt> {
  const path = await inclusionPath(index, size, (height, at) => nodeOf(folder, size, height, at));
  if (!rootOfInclusion(index, size, leafHash(bytes), path)?.equals(root)) {
    throw corrupt(`the proof of entry ${index} does not lead to the root of ${size} entries`);
  }
  const proof = printTlogProof({ index, path, checkpoint: note });
  return Object.freeze({ index, entryDigest: digestOfBytes(bytes), proof, checkpoint: note, origin });
}

/** The hash over 2^height leaves: a tile holds every eighth level, those between are hashed from it. */
async function nodeOf(folder: PublishedFolder, size: number, height: number, index: number): Promise<Buffer> {
  const level = Math.floor(height / TILE_HEIGHT);
  const span = 2 ** (height % TILE_HEIGHT);
  const tile = Math.floor((index * span) / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - tile * TILE_WIDTH);
  const hashes = await folder.readTile(level, tile, width);
  if (!hashes) throw corrupt(`tile ${tile} of level ${level} is missing or has a wrong length`);
  const from = (index * span) % TILE_WIDTH;
  return perfectRoot(hashes.slice(from, from + span));
}

function corrupt(found: string) {
  return auditError('LOG_CORRUPT', {
    found,
    next: 'Run the verifier on the folder of the log; it names the file that is wrong.',
  });
}
