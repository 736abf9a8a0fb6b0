import { hash } from 'node:crypto';

/** Bytes of one SHA-256 hash. */
export const HASH_BYTES = 32;

const LEAF = 0x00;
const NODE = 0x01;
const nodeInput = Buffer.alloc(1 + 2 * HASH_BYTES, NODE);
const leafInput = Buffer.alloc(1 + 0xffff, LEAF);

// The Latin-1 form is a quarter of the cost of the Buffer form, and the bytes are the same.
function sha256(bytes: Uint8Array): Buffer {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');
}

/** The root of a tree without entries: SHA-256 of nothing (RFC 6962 §2.1). */
export const EMPTY_ROOT: Buffer = sha256(Buffer.alloc(0));

/** SHA-256(0x00 ‖ entry), RFC 6962 §2.1; an entry is at most 65,535 bytes. */
export function leafHash(entry: Uint8Array): Buffer {
  leafInput.set(entry, 1);
  return sha256(leafInput.subarray(0, 1 + entry.length));
}

/** SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  return sha256(nodeInput);
}

/** The hash over 2^k neighbouring hashes. */
export function perfectRoot(hashes: readonly Buffer[]): Buffer {
  let row = hashes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, at) => nodeHash(hashAt(row, 2 * at), hashAt(row, 2 * at + 1)));
  }
  return hashAt(row, 0);
}

/** The root over the roots of the perfect subtrees that make up a tree, largest first. */
export function rootOfPeaks(peaks: readonly Buffer[]): Buffer {
  if (peaks.length === 0) return EMPTY_ROOT;
  return peaks.reduceRight((right, left) => nodeHash(left, right));
}

/** One hash of a row; a missing one is a mistake of the caller. */
export function hashAt(row: readonly Buffer[], at: number): Buffer {
  const found = row[at];
  if (!found) throw new RangeError(`no hash ${at} in a row of ${row.length}`);
  return found;
}
