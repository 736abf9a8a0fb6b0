import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { askGit } from '../../documents/index.js';
import { type PolicyFile, policyFiles } from '../../registers/policies/index.js';
import { diffError } from './diff.errors.js';

interface Blob {
  readonly id: string;
  readonly path: string;
}

/**
 * The policy files of a revision: of the given folders where it is a commit, of all of it where it is a tree (`HEAD:policies`).
 * They are read through a private folder that is gone afterwards, so that packs are checked as ever. Null where git knows
 * no such revision.
 */
export function filesOfRevision(
  revision: string,
  { folders, from }: { readonly folders: readonly string[]; readonly from: string },
): readonly PolicyFile[] | null {
  const top = askGit(from, ['rev-parse', '--show-toplevel'])?.toString().trim();
  const id = top === undefined ? undefined : idOf(top, revision);
  const tree = top === undefined || id === undefined ? undefined : idOf(top, `${id}^{tree}`);
  if (top === undefined || tree === undefined) return null;
  const within = idOf(top, `${id}^{commit}`) === undefined ? [''] : folders.map((one) => inside(top, one));
  const blobs = blobsOf(top, tree, within);
  const staging = mkdtempSync(join(realpathSync(tmpdir()), 'probity-diff-'));
  try {
    writeBlobs(top, blobs, staging);
    return policyFiles(within.map((folder) => join(staging, folder))).map((file) => named(file, revision, staging));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function named(file: PolicyFile, revision: string, staging: string): PolicyFile {
  return { ...file, file: `${revision}${revision.includes(':') ? '/' : ':'}${relative(staging, file.file)}` };
}

/** True where a side is named by a folder of its files. */
export function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The object that a name stands for; undefined where git knows none. */
export function idOf(top: string, name: string): string | undefined {
  return askGit(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', name])?.toString().trim();
}

function inside(top: string, folder: string): string {
  const path = placeWithin(top, folder);
  if (path !== null) return path;
  throw unread(`the folder '${folder}', which lies outside of the repository`);
}

/** Where a folder lies in a repository; null where it lies outside. */
export function placeWithin(top: string, folder: string): string | null {
  const path = relative(top, realpathSync(folder));
  return path.startsWith('..') ? null : path;
}

/** Plain files alone, below some folders of a tree: a link or another repository is no policy. */
export function blobsOf(top: string, tree: string, within: readonly string[]): readonly Blob[] {
  const paths = within.includes('') ? [] : within;
  const listed = askGit(top, ['ls-tree', '-r', '-z', '--full-tree', tree, '--', ...paths]);
  if (!listed) throw unread('a tree that git cannot list');
  return listed
    .toString()
    .split('\0')
    .flatMap((line) => {
      const [, id, path] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      return id !== undefined && path !== undefined && isPlain(path) ? [{ id, path }] : [];
    });
}

// A tree may be made by hand: no name leaves the folder that it is written to.
function isPlain(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\\'));
}

function writeBlobs(top: string, blobs: readonly Blob[], staging: string): void {
  const answer = askGit(top, ['cat-file', '--batch'], { input: `${blobs.map(({ id }) => id).join('\n')}\n` });
  if (!answer) throw unread('files that git cannot give, or more than 64 MiB of them');
  let at = 0;
  for (const { id, path } of blobs) {
    const end = answer.indexOf('\n', at);
    const [, size] = new RegExp(`^${id} blob (\\d+)$`).exec(answer.subarray(at, end).toString()) ?? [];
    if (size === undefined) throw unread(`'${path}', which is not in the repository as a file`);
    const file = join(staging, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, answer.subarray(end + 1, end + 1 + Number(size)), { flag: 'wx' });
    at = end + 1 + Number(size) + 1;
  }
}

function unread(found: string) {
  return diffError('DIFF_GIT', { found, next: 'Check the repository with git fsck, or compare folders.' });
}
