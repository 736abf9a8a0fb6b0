import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Digest, digestOf, digestOfBytes, namesBelow } from '../../documents/index.js';
import { makeFolder, OWNER_ONLY, syncFolder, writeDurably } from '../../store/index.js';
import { runError } from '../run.errors.js';

/**
 * Every YAML file of some policy folders (policies, waivers, cases, fixtures, the lock of packs) and what else a signed
 * pack consists of, by name below its folder.
 */
export interface PolicySnapshot {
  readonly digest: Digest;
  readonly files: ReadonlyMap<string, Buffer>;
}

const FILES_MAX = 50_000;
const FILE_BYTES_MAX = 1_048_576;

/**
 * Reads the files of folders as one set. The digest is over every file's bytes by its name.
 * @throws POLICY_SNAPSHOT for a link, a file that is too large, too many files, or two files of one name
 */
export function snapshotOf(folders: readonly string[]): PolicySnapshot {
  const files = new Map<string, Buffer>();
  for (const folder of folders) {
    for (const name of keptBelow(folder)) {
      if (files.has(name)) throw refused('two files of one name', name);
      files.set(name, contentOf(join(folder, name), name));
      if (files.size > FILES_MAX) throw refused(`more than ${FILES_MAX} files`, folder);
    }
  }
  const digest = digestOf(Object.fromEntries([...files].map(([name, bytes]) => [name, digestOfBytes(bytes)])));
  return { digest, files };
}

function keptBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return namesBelow(folder)
    .filter((name) => isKept(name) && !/(^|\/)\./.test(name))
    .sort();
}

// A pack is loaded only whole, as it was signed: its note and its page belong to it.
function isKept(name: string): boolean {
  return /\.yaml$/.test(name) || /^packs\/[^/]+\/[^/]+\/(pack\.note|README\.md)$/.test(name);
}

function contentOf(file: string, name: string): Buffer {
  const found = lstatSync(file);
  // A link would make the digest speak of bytes that somebody else can change.
  if (!found.isFile()) throw refused('something that is no plain file', name);
  if (found.size > FILE_BYTES_MAX) throw refused(`more than ${FILE_BYTES_MAX} bytes`, name);
  return readFileSync(file);
}

function refused(found: string, where: string) {
  return runError('POLICY_SNAPSHOT', { found, where, next: 'Take it out of the policy folder.' });
}

/** Where a snapshot lies, or would lie. */
export function snapshotFolder(stateFolder: string, digest: Digest): string {
  return join(stateFolder, 'policies', 'sets', digest.slice('sha256:'.length));
}

/** Keeps a snapshot in the state; after a crash it is there whole or not at all. Keeping it twice is keeping it once. */
export async function keepSnapshot(stateFolder: string, { digest, files }: PolicySnapshot): Promise<void> {
  const folder = snapshotFolder(stateFolder, digest);
  if (existsSync(folder)) return;
  const making = `${folder}.making`;
  await rm(making, { recursive: true, force: true });
  await makeFolder(making, 0o750);
  for (const [name, bytes] of files) await writeDurably(join(making, name), bytes, 'replace', OWNER_ONLY);
  await rename(making, folder);
  await syncFolder(dirname(folder));
}

/** The folder of a kept snapshot, after its bytes were held against its digest. @throws POLICY_SNAPSHOT_BROKEN */
export function keptSnapshot(stateFolder: string, digest: Digest): string {
  const folder = snapshotFolder(stateFolder, digest);
  const found = snapshotOf([folder]).digest;
  if (found === digest) return folder;
  throw runError('POLICY_SNAPSHOT_BROKEN', {
    found: existsSync(folder) ? found : 'no such folder',
    expected: digest,
    where: folder,
    next: 'Restore the state folder from a copy, or roll back with: probity policy rollback',
  });
}
