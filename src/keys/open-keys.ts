import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import { type HeldKey, type KeyListener, KeyRing, keyIdOf } from './key-ring.js';
import { keysError } from './keys.errors.js';
import type { KeyEvent, Keys, LogSigner, PseudonymKey } from './keys.js';
import { sealFolder, unsealFolder } from './sealed-folder.js';

const PURPOSE = /^[a-z0-9][a-z0-9-]{0,99}$/;
/** The DER head of an Ed25519 private key in PKCS #8 (RFC 8410); the 32-byte seed follows. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const RAW_KEY_BYTES = 32;

export interface KeysOptions {
  /** Rehearsal and production have keys of their own. */
  readonly environment: KeyEvent['environment'];
  /** Told of every creation and rotation; a rejection keeps the new key from being used in this run. */
  readonly onEvent: KeyListener;
}

/** Opens `folder/<environment>`, makes the keys that every state needs, and refuses keys that others can read. */
export async function openKeys(folder: string, { environment, onEvent }: KeysOptions): Promise<Keys> {
  const ring = await KeyRing.open(join(folder, environment), environment, onEvent, idOf);
  const log = await ring.newest('log');
  await ring.newest('sealing');
  const signer = signerOfSeed(log.secret);
  return Object.freeze({
    logSigner: () => signer,
    pseudonymKey: async (purpose: string) => pseudonymKey(await ring.newest(keyOfPurpose(purpose))),
    pseudonymKeys: async (purpose: string) => ring.epochs(keyOfPurpose(purpose)).map(pseudonymKey),
    rotatePseudonymKey: async (purpose: string) => pseudonymKey(await ring.rotate(keyOfPurpose(purpose))),
    seal: async (source: string, into: string) => sealFolder(await ring.newest('sealing'), source, into),
    unseal: (sealed: string, into: string) => unsealFolder(ring.epochs('sealing'), sealed, into),
    inventory: () => ring.all().map(({ name, epoch, keyId }) => Object.freeze({ environment, name, epoch, keyId })),
  });
}

function idOf(name: string, secret: Buffer): string {
  return keyIdOf(name === 'log' ? signerOfSeed(secret).publicKey : secret);
}

/** The Ed25519 signer of a seed of 32 bytes (RFC 8032). */
export function signerOfSeed(seed: Uint8Array): LogSigner {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
  return Object.freeze({ publicKey: rawPublicKey(key), sign: (bytes: Uint8Array) => sign(null, bytes, key) });
}

function rawPublicKey(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-RAW_KEY_BYTES);
}

function pseudonymKey({ keyId, epoch, secret }: HeldKey): PseudonymKey {
  return Object.freeze({ keyId, epoch, key: secret });
}

function keyOfPurpose(purpose: string): string {
  if (PURPOSE.test(purpose)) return `pseudonym-${purpose}`;
  throw keysError('KEY_NAME_INVALID', {
    found: 'a purpose with other characters',
    expected: 'lower-case letters, digits and hyphens, at most 100',
    next: 'Rename the purpose.',
  });
}
