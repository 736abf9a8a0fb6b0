import { createCipheriv, createDecipheriv, type DecipherGCM, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { canonicalJson } from '../documents/index.js';
import { makeFolder, syncFolder, writeDurably } from '../store/index.js';
import type { HeldKey } from './key-ring.js';
import { keysError } from './keys.errors.js';
import { unwrap, wrap } from './wrapping.js';

const MANIFEST = 'sealed.json';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The one readable file of a sealed folder: names and sizes, and the folder's own key under the sealing key. */
interface SealManifest {
  readonly format: 1;
  readonly keyId: string;
  /** Paths with `/`; file n is sealed as `n.sealed`. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Base64. */
  readonly wrappedKey: string;
}

/** Encrypts each file of a folder as a stream with AES-256-GCM under a key made for this folder. */
export async function sealFolder(sealing: HeldKey, source: string, into: string): Promise<void> {
  const key = randomBytes(32);
  const files = [];
  await makeFolder(into, 0o700);
  for (const [index, path] of (await filesOf(source)).entries()) {
    await sealFile(key, join(source, path), join(into, `${index}.sealed`), contextOf(index, path));
    files.push({ path, bytes: (await stat(join(source, path))).size });
  }
  const body = { format: 1, keyId: sealing.keyId, files } as const;
  const wrappedKey = wrap(sealing.secret, key, canonicalJson(body)).toString('base64');
  const manifest: SealManifest = { ...body, wrappedKey };
  await writeDurably(join(into, MANIFEST), Buffer.from(canonicalJson(manifest)), 'refuse', 0o600);
}

/** Decrypts into a folder beside the target and renames it once every byte was authenticated and synced. */
export async function unsealFolder(sealingKeys: readonly HeldKey[], sealed: string, into: string): Promise<void> {
  const { wrappedKey, ...body } = await readManifest(sealed);
  const sealing = sealingKeys.find(({ keyId }) => keyId === body.keyId);
  if (!sealing) throw broken('it was sealed with a key that this state does not hold');
  const key = unwrap(sealing.secret, Buffer.from(wrappedKey, 'base64'), canonicalJson(body));
  if (!key) throw broken('its manifest was altered');
  const partial = `${into}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await makeFolder(partial, 0o700);
    for (const [index, { path }] of body.files.entries()) {
      await unsealFile(key, join(sealed, `${index}.sealed`), join(partial, path), contextOf(index, path));
    }
    await rename(partial, into);
    await syncFolder(dirname(into));
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function filesOf(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((file) => file.isFile())
    .map((file) => relative(folder, join(file.parentPath, file.name)).split(sep).join('/'))
    .sort();
}

async function readManifest(sealed: string): Promise<SealManifest> {
  try {
    return JSON.parse(await readFile(join(sealed, MANIFEST), 'utf8')) as SealManifest;
  } catch (error) {
    throw broken('its manifest is missing or is no JSON', error);
  }
}

async function sealFile(key: Buffer, source: string, target: string, context: Buffer): Promise<void> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context);
  async function* sealed() {
    yield nonce;
    for await (const chunk of createReadStream(source)) yield cipher.update(chunk as Buffer);
    yield cipher.final();
    yield cipher.getAuthTag();
  }
  await pipeline(sealed, createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true }));
}

async function unsealFile(key: Buffer, source: string, target: string, context: Buffer): Promise<void> {
  const { nonce, tag, end } = await frameOf(source, context);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(context)
    .setAuthTag(tag);
  async function* opened() {
    // A stream that ends before it starts would read the whole file.
    if (end > NONCE_BYTES) {
      const body = createReadStream(source, { start: NONCE_BYTES, end: end - 1 });
      for await (const chunk of body) yield decipher.update(chunk as Buffer);
    }
    yield authenticated(decipher, context);
  }
  await makeFolder(dirname(target), 0o700);
  await pipeline(opened, createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true }));
  await syncFolder(dirname(target));
}

function authenticated(decipher: DecipherGCM, context: Buffer): Buffer {
  try {
    return decipher.final();
  } catch (error) {
    throw broken(`${context.toString()} was altered`, error);
  }
}

/** The first bytes are the nonce, the last the tag. */
async function frameOf(path: string, context: Buffer) {
  const handle = await open(path).catch((error: unknown) => {
    throw broken(`${context.toString()} is missing`, error);
  });
  try {
    const end = (await handle.stat()).size - TAG_BYTES;
    if (end < NONCE_BYTES) throw broken(`${context.toString()} is cut short`);
    const nonce = await handle.read(Buffer.alloc(NONCE_BYTES), 0, NONCE_BYTES, 0);
    const tag = await handle.read(Buffer.alloc(TAG_BYTES), 0, TAG_BYTES, end);
    return { nonce: nonce.buffer, tag: tag.buffer, end };
  } finally {
    await handle.close();
  }
}

/** Binds a sealed file to its place, so that two files of one folder cannot be exchanged. */
function contextOf(index: number, path: string): Buffer {
  return Buffer.from(`file ${index} ${path}`);
}

function broken(found: string, cause?: unknown) {
  const next = 'Nothing of it can be released; run again, and find out who changed the folder.';
  return keysError('SEAL_BROKEN', { found, next }, { cause });
}
