import { createHash } from 'node:crypto';
import { Malformed, type NoteVerifier, openNote, parseVerifierKey } from '../../audit/index.js';
import { canonicalJson, type Digest, digestOfBytes, frozen, hasShape } from '../../documents/index.js';
import { PACK_NOTE, PACK_UNSIGNED, packPaths, readPackFile } from './pack-files.js';
import { type PackManifest, PackManifestSchema } from './pack-manifest.schema.js';
import { packsError } from './packs.errors.js';

/** What a trusted key signed: the manifest of a pack, whose files were not looked at. */
export interface SignedManifest {
  readonly manifest: PackManifest;
  /** SHA-256 of the signed text: names the pack and every byte of its files. */
  readonly digest: Digest;
  /** The trusted key that signed it, in its `name+8 hex+base64` form. */
  readonly signer: string;
  /** The whole signed note. */
  readonly note: Buffer;
}

/** A pack whose signature, files and digests were checked; nothing of its policies has been parsed. */
export interface VerifiedPack extends SignedManifest {
  /** The bytes that were checked, by path; use these, and do not read the files again. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/**
 * Verifies a pack: the signature first, then the form of the manifest, then that exactly the listed files are there
 * with exactly the listed bytes. `trusted` are verifier keys; without any, every pack is refused.
 * @throws ProbityError with one of the PACK_ codes
 */
export function openPack(folder: string, trusted: readonly string[]): VerifiedPack {
  // A pack that was built and never signed is called so, before its manifest is called a stranger.
  packPaths(folder, readPackFile(folder, PACK_NOTE) ? [] : [PACK_UNSIGNED]);
  const signed = signedManifest(folder, trusted);
  return Object.freeze({ ...signed, files: assertListed(folder, signed.manifest) });
}

/** The signed manifest of a pack alone. @throws ProbityError with one of the PACK_ codes */
export function signedManifest(folder: string, trusted: readonly string[]): SignedManifest {
  const note = readPackFile(folder, PACK_NOTE);
  if (!note) throw unsigned(folder);
  const { text, signer } = signedText(note, trusted, folder);
  return Object.freeze({ manifest: manifestOf(text, folder), digest: digestOfBytes(text), signer, note });
}

/**
 * The bytes of a pack's files, after it was seen that exactly those of the manifest are there; `besides` names files at
 * the top that do not count. @throws PACK_STRIPPED, PACK_UNLISTED, PACK_DIGEST, and what reading throws
 */
export function assertListed(
  folder: string,
  manifest: PackManifest,
  besides: readonly string[] = [],
): ReadonlyMap<string, Buffer> {
  assertSamePaths(manifest, packPaths(folder, besides), folder);
  return new Map(manifest.files.map((file) => [file.path, checkedBytes(folder, file)]));
}

/** The manifest of a signed text; refuses every text but the one that its values are printed as. */
export function manifestOf(text: string, where: string): PackManifest {
  const value = parsed(text, where);
  if (!hasShape(PackManifestSchema, value)) throw badManifest(where, 'other members than a manifest has');
  if (`${canonicalJson(value)}\n` !== text) throw badManifest(where, 'another text than the canonical one');
  const { files } = value;
  const unsorted = files.some(({ path }, at) => at > 0 && path <= (files[at - 1]?.path ?? ''));
  if (unsorted) throw badManifest(where, 'files that are not listed once each in the order of their paths');
  return frozen(value);
}

/** A verifier key that was given as text. */
export function trustedKey(text: string): NoteVerifier {
  try {
    return parseVerifierKey(text);
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause;
    throw packsError('SIGNER_KEY', {
      found: cause.why,
      expected: 'name+8 hexadecimal digits+base64, for Ed25519',
      next: 'Copy the key again from the one who signs; `probity policy pack key` prints it.',
    });
  }
}

function signedText(note: Buffer, trusted: readonly string[], where: string) {
  const text = note.toString('utf8');
  if (!Buffer.from(text).equals(note)) throw badManifest(where, 'bytes that are no UTF-8');
  if (!/\n\n— /.test(text)) throw unsigned(where);
  const keys = trusted.map((key) => ({ signer: key.trim(), verifier: trustedKey(key) }));
  // Whoever is trusted and did sign must have signed this very text: a broken signature is never passed over.
  const signed = keys.filter(({ verifier }) => namesSigner(text, verifier));
  const opened = signed.map(({ signer, verifier }) => ({ signer, text: opens(text, verifier, where) }));
  const [first] = opened;
  if (first) return first;
  throw packsError('PACK_SIGNER', {
    found: trusted.length === 0 ? 'no trusted key at all' : 'signatures by other keys only',
    expected: 'a signature by a key that is trusted here',
    where,
    next: 'Give the verifier key of the one who signs with --signer or in the settings as packSigners.',
  });
}

function namesSigner(note: string, { name, keyId }: NoteVerifier): boolean {
  const lines = note.slice(note.lastIndexOf('\n\n') + 2).split('\n');
  const head = `— ${name} `;
  return lines.some(
    (line) => line.startsWith(head) && Buffer.from(line.slice(head.length), 'base64').subarray(0, 4).equals(keyId),
  );
}

function opens(note: string, verifier: NoteVerifier, where: string): string {
  try {
    return openNote(note, verifier);
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause;
    const next = 'Do not use this pack; fetch it again from the one who signs it.';
    throw packsError('PACK_SIGNATURE', { found: cause.why, where, next });
  }
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badManifest(where, 'a text that is no JSON');
  }
}

function assertSamePaths({ files }: PackManifest, present: ReadonlyMap<string, number>, where: string): void {
  const listed = new Set(files.map(({ path }) => path));
  const missing = files.find(({ path }) => !present.has(path));
  const next = 'Do not use this pack; fetch it again from the one who signs it.';
  if (missing) throw packsError('PACK_STRIPPED', { found: `no ${missing.path}`, where, next });
  const extra = [...present.keys()].find((path) => !listed.has(path));
  if (extra) throw packsError('PACK_UNLISTED', { found: extra, where, next });
}

function checkedBytes(folder: string, { path, bytes, sha256 }: PackManifest['files'][number]): Buffer {
  const found = readPackFile(folder, path);
  const next = 'Do not use this pack; fetch it again from the one who signs it.';
  if (!found) throw packsError('PACK_STRIPPED', { found: `no ${path}`, where: folder, next });
  const digest = createHash('sha256').update(found).digest('hex');
  if (found.length === bytes && digest === sha256) return found;
  const expected = `${bytes} bytes with SHA-256 ${sha256}`;
  throw packsError('PACK_DIGEST', {
    found: `${found.length} bytes with SHA-256 ${digest}`,
    expected,
    where: path,
    next,
  });
}

function unsigned(where: string) {
  return packsError('PACK_UNSIGNED', {
    found: `no signature in ${PACK_NOTE}`,
    where,
    next: 'Sign it after reading it, with: probity policy pack sign.',
  });
}

function badManifest(where: string, found: string) {
  return packsError('PACK_MANIFEST', {
    found,
    expected: 'one line of canonical JSON (RFC 8785) in the form of docs/policy-packs.md',
    where: `${where}/${PACK_NOTE}`,
    next: 'Do not use this pack; ask the one who signed it.',
  });
}
