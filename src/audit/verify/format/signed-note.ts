import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { base64Bytes } from './base64.js';
import { Malformed } from './malformed.js';

const ED25519 = 0x01;
const KEY_ID_BYTES = 4;
const RAW_KEY_BYTES = 32;
/** The DER head of an Ed25519 public key (RFC 8410). */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** A key that checks signed notes (C2SP signed-note), read from its `name+8 hex+base64` form. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: Buffer;
  readonly key: KeyObject;
}

/** The verifier key string of an Ed25519 key. */
export function verifierKey(name: string, publicKey: Uint8Array): string {
  const typed = Buffer.concat([Buffer.of(ED25519), publicKey]);
  return `${name}+${keyId(name, typed).toString('hex')}+${typed.toString('base64')}`;
}

export function parseVerifierKey(text: string): NoteVerifier {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim()) ?? [];
  if (!name || !id || !encoded) throw new Malformed('verifier key', 'it is not name+8 hex+base64');
  const typed = base64Bytes('verifier key', encoded);
  if (typed[0] !== ED25519 || typed.length !== 1 + RAW_KEY_BYTES)
    throw new Malformed('verifier key', 'it is not Ed25519');
  if (keyId(name, typed).toString('hex') !== id)
    throw new Malformed('verifier key', 'its id does not fit name and key');
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, typed.subarray(1)]), format: 'der', type: 'spki' });
  return { name, keyId: keyId(name, typed), key };
}

/** The line that carries a signature over a note's text. */
export function signatureLine(name: string, publicKey: Uint8Array, signature: Uint8Array): string {
  const id = keyId(name, Buffer.concat([Buffer.of(ED25519), publicKey]));
  return `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/** The signed text of a note: what stands before the empty line, when a signature by `verifier` is on it and valid. */
export function openNote(note: string, verifier: NoteVerifier): string {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new Malformed('signed note', 'it has no signature lines');
  const text = note.slice(0, end + 1);
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map(parseSignature);
  const ours = signatures.filter(({ name, id }) => name === verifier.name && id.equals(verifier.keyId));
  if (ours.length === 0) throw new Malformed('signed note', 'no signature by the given key');
  for (const { signature } of ours) {
    if (!verify(null, Buffer.from(text), verifier.key, signature))
      throw new Malformed('signed note', 'the signature is invalid');
  }
  return text;
}

function parseSignature(line: string): { name: string; id: Buffer; signature: Buffer } {
  const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  if (!name || !encoded) throw new Malformed('signed note', 'a signature line is not "— name base64"');
  const bytes = base64Bytes('signature', encoded);
  if (bytes.length <= KEY_ID_BYTES) throw new Malformed('signed note', 'a signature is too short');
  return { name, id: bytes.subarray(0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) };
}

function keyId(name: string, typedKey: Buffer): Buffer {
  return createHash('sha256').update(`${name}\n`).update(typedKey).digest().subarray(0, KEY_ID_BYTES);
}
