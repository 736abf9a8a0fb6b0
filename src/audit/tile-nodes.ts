import { auditError } from './audit.errors.js';
import type { PublishedFolder } from './published-folder.js';
import { type NodeReader, perfectRoot, TILE_HEIGHT, TILE_WIDTH } from './verify/format/index.js';

/** Reads the hashes of a tree of `size` leaves from its published tiles; LOG_CORRUPT when one is missing or cut. */
export function tileNodes(folder: PublishedFolder, size: number): NodeReader {
  return (height, index) => nodeOf(folder, size, height, index);
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

/** The one answer to tiles that do not support what was signed. */
export function corrupt(found: string) {
  return auditError('LOG_CORRUPT', {
    found,
    next: 'Run the verifier on the folder of the log; it names the file that is wrong.',
  });
}
