import { Malformed } from './malformed.js';
import { HASH_BYTES } from './merkle.js';

const LENGTH_BYTES = 2;

/** An entry bundle: each entry as a big-endian uint16 length and its bytes (C2SP tlog-tiles). */
export function encodeBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(entries.flatMap((entry) => [lengthOf(entry), entry]));
}

/** The entries of a bundle, which must hold exactly `count` and nothing behind them. */
export function decodeBundle(bytes: Buffer, count: number): Buffer[] {
  const entries: Buffer[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + LENGTH_BYTES > bytes.length) throw cut(entries.length, count, at);
    const end = at + LENGTH_BYTES + bytes.readUInt16BE(at);
    if (end > bytes.length) throw cut(entries.length, count, at);
    entries.push(bytes.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  if (at !== bytes.length) throw new Malformed('entry bundle', `${bytes.length - at} bytes too many after byte ${at}`);
  return entries;
}

/** A tile is its hashes, one after the other. */
export function encodeTile(hashes: readonly Buffer[]): Buffer {
  return Buffer.concat(hashes);
}

export function decodeTile(bytes: Buffer, width: number): Buffer[] {
  if (bytes.length !== width * HASH_BYTES) {
    throw new Malformed('tile', `${bytes.length} bytes instead of ${width * HASH_BYTES}`);
  }
  return Array.from({ length: width }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

function lengthOf(entry: Uint8Array): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt16BE(entry.length);
  return length;
}

function cut(got: number, count: number, at: number): Malformed {
  return new Malformed('entry bundle', `cut at byte ${at}: ${got} whole entries instead of ${count}`);
}
