import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { verifierKey } from '../../audit/index.js';
import { type LogSigner, signerOfSeed } from '../../keys/index.js';
import { writeDurably } from '../../store/index.js';
import { packWorkError } from './packs.errors.js';

/** A key that signs packs. */
export interface SigningKey {
  readonly name: string;
  readonly signer: LogSigner;
  /** The public half, as `name+8 hex+base64`. */
  readonly verifierKey: string;
}

const ED25519 = 0x01;
const SEED_BYTES = 32;
const HEAD = 'PRIVATE+KEY+';
const NAME = /^[!-*,-~]{1,200}$/;

/** Makes a signing key and writes it with rights for its owner alone; a file that is there is never overwritten. */
export async function makeSigningKey(file: string, name: string): Promise<SigningKey> {
  if (!NAME.test(name)) throw badKey(file, 'a name with spaces, plus signs or other than ASCII characters');
  const key = keyOf(name, randomBytes(SEED_BYTES));
  const text = `${HEAD}${name}+${key.id}+${Buffer.concat([Buffer.of(ED25519), key.seed]).toString('base64')}\n`;
  if (await writeDurably(file, Buffer.from(text), 'refuse', 0o600)) return key.signing;
  const next = 'Name a file that is not there; keep the old key as long as its signatures count.';
  throw packWorkError('PACK_KEY_EXISTS', { found: 'a file', where: file, next });
}

/**
 * Reads a signing key in the form of Go's note package, `PRIVATE+KEY+name+8 hex+base64` of 0x01 and the 32-byte seed.
 * No error shows what the file holds. @throws PACK_KEY, PACK_KEY_READABLE
 */
export function readSigningKey(file: string): SigningKey {
  assertPrivate(file);
  const [, name, id, encoded] = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+(\S+)\s*$/.exec(textOf(file)) ?? [];
  if (!name || !id || !encoded) throw badKey(file, 'another form');
  const typed = Buffer.from(encoded, 'base64');
  if (typed.length !== 1 + SEED_BYTES || typed[0] !== ED25519) throw badKey(file, 'a key that is not Ed25519');
  const key = keyOf(name, typed.subarray(1));
  if (key.id !== id) throw badKey(file, 'an id that does not fit name and key');
  return key.signing;
}

function keyOf(name: string, seed: Buffer) {
  const signer = signerOfSeed(seed);
  const vkey = verifierKey(name, signer.publicKey);
  const id = vkey.slice(name.length + 1, name.length + 9);
  return { seed, id, signing: Object.freeze({ name, signer, verifierKey: vkey }) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw badKey(file, 'no file that can be read');
  }
}

function assertPrivate(file: string): void {
  if (process.platform === 'win32') return;
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  if (mode === undefined || (mode & 0o077) === 0) return;
  throw packWorkError('PACK_KEY_READABLE', {
    found: `rights ${(mode & 0o777).toString(8)}`,
    expected: 'rights for the owner alone: 600',
    where: file,
    next: 'Take the rights of others away, and make a new key if somebody may have read it.',
  });
}

function badKey(where: string, found: string) {
  const expected = 'PRIVATE+KEY+name+8 hexadecimal digits+base64, for Ed25519';
  return packWorkError('PACK_KEY', { found, expected, where, next: 'Make one with: probity policy pack key.' });
}
