import { gunzipSync } from 'node:zlib';
import { ownRulesError } from './own-rules.errors.js';

const BLOCK = 512;
const KIB = 1024;

/** The largest bundle, in bytes, packed and unpacked. */
export const BUNDLE_BYTES_MAX = 1024 * KIB;
const UNPACKED_BYTES_MAX = 4096 * KIB;

/** The files of a bundle that are read, with the most bytes each may have. Sources that opa leaves in it are passed over. */
const MEMBERS = { '/policy.wasm': 2048 * KIB, '/data.json': 128 * KIB, '/.manifest': 16 * KIB } as const;
const SOURCE = /^\/(?:[\w-][\w.-]*\/){0,8}[\w-][\w.-]*\.rego$/;

export type Member = keyof typeof MEMBERS;

/**
 * The three files of a bundle: gzip around plain USTAR entries, as opa build writes it. Everything else is refused: links,
 * folders, extended headers, other names, a name twice, and whatever follows the end.
 * @throws OWN_RULE_TOO_LARGE, OWN_RULE_BUNDLE, OWN_RULE_MEMBER
 */
export function bundleMembers(bytes: Uint8Array, where: string): ReadonlyMap<Member, Buffer> {
  if (bytes.byteLength > BUNDLE_BYTES_MAX) throw tooLarge('bundle.tar.gz', BUNDLE_BYTES_MAX, where);
  const tar = unpacked(bytes, where);
  const members = new Map<Member, Buffer>();
  let at = 0;
  while (at + BLOCK <= tar.length && !isEmpty(tar.subarray(at, at + BLOCK))) {
    const { name, size } = entryOf(tar.subarray(at, at + BLOCK), where);
    const content = tar.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size) throw unreadable('an entry that ends after the archive', where);
    if (isMember(name)) keep(members, { name, content, where });
    else if (!SOURCE.test(name)) throw foreign(`'${name.slice(0, 80)}'`, where);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  if (!isEmpty(tar.subarray(at))) throw unreadable('bytes after the end of the archive', where);
  return members;
}

function unpacked(bytes: Uint8Array, where: string): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: UNPACKED_BYTES_MAX });
  } catch (cause) {
    if ((cause as { readonly code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge('the unpacked bundle', UNPACKED_BYTES_MAX, where);
    }
    throw unreadable('something that is not gzip', where);
  }
}

function entryOf(header: Buffer, where: string): { readonly name: string; readonly size: number } {
  const size = octal(header.subarray(124, 136));
  const sum = octal(header.subarray(148, 156));
  if (size === null || sum === null || sum !== checksum(header)) throw unreadable('a damaged header', where);
  const name = wordOf(header.subarray(0, 100));
  const isPlain = header[156] === 0 || header[156] === 0x30;
  if (!isPlain || wordOf(header.subarray(157, 257)) !== '') {
    throw foreign(`'${name.slice(0, 80)}', which is not a plain file`, where);
  }
  // A name of more than a hundred bytes has its beginning elsewhere: no file of ours has one.
  if (wordOf(header.subarray(345, 500)) !== '') throw foreign('a name in two parts', where);
  return { name, size };
}

function keep(
  members: Map<Member, Buffer>,
  { name, content, where }: { readonly name: Member; readonly content: Buffer; readonly where: string },
): void {
  if (members.has(name)) throw foreign(`'${name}' twice`, where);
  if (content.length > MEMBERS[name]) throw tooLarge(name, MEMBERS[name], where);
  members.set(name, content);
}

function isMember(name: string): name is Member {
  return Object.hasOwn(MEMBERS, name);
}

function wordOf(field: Buffer): string {
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? field.length : end).toString('latin1');
}

function octal(field: Buffer): number | null {
  const word = wordOf(field).trim();
  return /^[0-7]{1,11}$/.test(word) ? Number.parseInt(word, 8) : null;
}

// The field of the sum itself counts as blanks.
function checksum(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

function isEmpty(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

function tooLarge(what: string, most: number, where: string) {
  return ownRulesError('OWN_RULE_TOO_LARGE', {
    found: `${what} with more than ${most} bytes`,
    expected: `at most ${most} bytes`,
    where,
    next: 'An own rule is small: bring tables in as facts or policies, not as data of the bundle.',
  });
}

function unreadable(found: string, where: string) {
  return ownRulesError('OWN_RULE_BUNDLE', { found, expected: 'what opa build writes', where, next: BUILD });
}

function foreign(found: string, where: string) {
  const expected = '/policy.wasm, /data.json, /.manifest and sources in Rego';
  return ownRulesError('OWN_RULE_MEMBER', { found, expected, where, next: BUILD });
}

export const BUILD = 'Build it again: opa build -t wasm -e probity/own/answer -o bundle.tar.gz rule.rego';
