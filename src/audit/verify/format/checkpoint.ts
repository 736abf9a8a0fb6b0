import { base64Bytes } from './base64.js';
import { Malformed } from './malformed.js';
import { HASH_BYTES } from './merkle.js';
import { type NoteVerifier, openNote } from './signed-note.js';

/** What a log commits to (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** The text that is signed: origin, decimal size and base64 root, a line each. */
export function checkpointBody({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** Reads a checkpoint whose signature by the verifier's key is valid, and whose origin is that key's name. */
export function openCheckpoint(note: string, verifier: NoteVerifier): Checkpoint {
  const checkpoint = parseCheckpointBody(openNote(note, verifier));
  if (checkpoint.origin !== verifier.name) throw new Malformed('checkpoint', 'its origin is not the name of the key');
  return checkpoint;
}

/** Reads the text of a checkpoint; extension lines after the third are allowed and ignored. */
export function parseCheckpointBody(text: string): Checkpoint {
  const [origin, digits, encoded] = text.split('\n');
  if (!origin || digits === undefined || encoded === undefined)
    throw new Malformed('checkpoint', 'it has fewer than three lines');
  if (!/^(0|[1-9]\d{0,15})$/.test(digits)) throw new Malformed('checkpoint', 'its size is not a plain decimal number');
  const root = base64Bytes('checkpoint root', encoded);
  if (root.length !== HASH_BYTES) throw new Malformed('checkpoint', 'its root is not 32 bytes');
  const size = Number(digits);
  if (!Number.isSafeInteger(size)) throw new Malformed('checkpoint', 'its size is too large');
  return { origin, size, root };
}
