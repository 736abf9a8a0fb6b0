import { digestOfBytes } from '../documents/index.js';
import type { Receipt } from './log.js';
import type { SignedCheckpoint } from './log-rows.js';
import type { PublishedFolder } from './published-folder.js';
import { corrupt, tileNodes } from './tile-nodes.js';
import { inclusionPath, leafHash, printTlogProof, rootOfInclusion } from './verify/format/index.js';

/** Proves an entry under a checkpoint from the published tiles, and checks the proof before anybody gets it. */
export async function receiptOf(
  folder: PublishedFolder,
  { origin, size, root, note }: SignedCheckpoint,
  index: number,
  bytes: Buffer,
): Promise<Receipt> {
  const path = await inclusionPath(index, size, tileNodes(folder, size));
  if (!rootOfInclusion(index, size, leafHash(bytes), path)?.equals(root)) {
    throw corrupt(`the proof of entry ${index} does not lead to the root of ${size} entries`);
  }
  const proof = printTlogProof({ index, path, checkpoint: note });
  return Object.freeze({ index, entryDigest: digestOfBytes(bytes), proof, checkpoint: note, origin });
}
