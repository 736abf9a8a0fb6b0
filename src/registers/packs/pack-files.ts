import { closeSync, constants, fstatSync, lstatSync, opendirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { PACK_PATH } from './pack-manifest.schema.js';
import { packsError } from './packs.errors.js';

/** What one pack may hold; reading stops at the first of these. */
export const PACK_LIMITS = Object.freeze({ files: 2_000, fileBytes: 1_048_576, bytes: 16_777_216 });

/** The signed manifest of a pack. */
export const PACK_NOTE = 'pack.note';

/** The manifest of a built pack that nobody has signed. */
export const PACK_UNSIGNED = 'pack.json';

const DEPTH_MAX = 3;
/** Files with the folders that they lie in. */
const ENTRIES_MAX = 2 * PACK_LIMITS.files;
const ALLOWED = new RegExp(PACK_PATH);

/**
 * The files of a pack by path with `/`, and their sizes, `pack.note` left out; `besides` names other files at the top
 * that are left out too. Reads names alone. Throws PACK_LINK, PACK_PATH, PACK_TOO_LARGE or PACK_UNREADABLE.
 */
export function packPaths(folder: string, besides: readonly string[] = []): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  let bytes = 0;
  let seen = 0;
  const walk = (below: string, depth: number) => {
    for (const name of namesIn(join(folder, below))) {
      const path = below === '' ? name : `${below}/${name}`;
      seen += 1;
      if (seen > ENTRIES_MAX) throw tooLarge(`more than ${ENTRIES_MAX} files and folders`);
      const stat = lstatSync(join(folder, path));
      if (stat.isDirectory() && depth < DEPTH_MAX) walk(path, depth + 1);
      else if (!stat.isFile()) throw notPlain(stat.isDirectory() ? 'PACK_PATH' : 'PACK_LINK', path);
      else if (below !== '' || (path !== PACK_NOTE && !besides.includes(path))) {
        if (!ALLOWED.test(path)) throw notPlain('PACK_PATH', path);
        bytes += stat.size;
        found.set(path, stat.size);
        if (found.size > PACK_LIMITS.files) throw tooLarge(`more than ${PACK_LIMITS.files} files`);
        if (bytes > PACK_LIMITS.bytes) throw tooLarge(`more than ${PACK_LIMITS.bytes} bytes`);
      }
    }
  };
  assertFolder(folder);
  walk('', 1);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reads one plain file of a pack, never through a link and never more than a file may have; undefined when absent. */
export function readPackFile(folder: string, path: string): Buffer | undefined {
  let file: number;
  try {
    file = openSync(join(folder, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw code === 'ELOOP' ? notPlain('PACK_LINK', path) : unreadable(join(folder, path), error);
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw notPlain('PACK_LINK', path);
    if (stat.size > PACK_LIMITS.fileBytes) throw tooLarge(`${stat.size} bytes in ${path}`);
    return readUpTo(file, PACK_LIMITS.fileBytes, path);
  } finally {
    closeSync(file);
  }
}

// A file may grow while it is read: the limit counts what was read, not what was announced.
function readUpTo(file: number, limit: number, path: string): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.alloc(65_536);
    const read = readSync(file, chunk, 0, chunk.length, null);
    if (read === 0) return Buffer.concat(chunks);
    total += read;
    if (total > limit) throw tooLarge(`more than ${limit} bytes in ${path}`);
    chunks.push(chunk.subarray(0, read));
  }
}

function assertFolder(folder: string): void {
  let isFolder: boolean;
  try {
    isFolder = lstatSync(folder).isDirectory();
  } catch (error) {
    throw unreadable(folder, error);
  }
  if (!isFolder) throw notPlain('PACK_LINK', folder);
}

function namesIn(folder: string): readonly string[] {
  try {
    const names: string[] = [];
    const listing = opendirSync(folder);
    // One more than a pack may have is enough to refuse it, however many there are.
    for (let entry = listing.readSync(); entry && names.length <= ENTRIES_MAX; entry = listing.readSync()) {
      names.push(entry.name);
    }
    listing.closeSync();
    return names;
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function notPlain(code: 'PACK_PATH' | 'PACK_LINK', path: string) {
  if (path === 'pack.yaml') return notBuilt(path);
  return packsError(code, {
    found: code === 'PACK_LINK' ? 'a link or another special file' : 'a file or folder that no pack has',
    expected: 'plain files: README.md, fixtures.yaml, and <theme>/<policy>/policy.yaml and cases.yaml in kebab-case',
    where: JSON.stringify(path).slice(1, -1).slice(0, 300),
    next: 'Do not use this pack; ask the one who gave it to you.',
  });
}

// What an author writes; the packs of the release lie so.
function notBuilt(where: string) {
  return packsError('PACK_PATH', {
    found: 'the source of a pack',
    expected: 'a pack that was built from it',
    where,
    next: 'Build it with: probity policy pack build FOLDER --into FOLDER, then sign it.',
  });
}

function tooLarge(found: string) {
  const { files, fileBytes, bytes } = PACK_LIMITS;
  return packsError('PACK_TOO_LARGE', {
    found,
    expected: `at most ${files} files, ${fileBytes} bytes in each and ${bytes} bytes in all`,
    next: 'Split the pack.',
  });
}

function unreadable(folder: string, cause: unknown) {
  const next = 'Name the folder of a pack, as `probity policy pack build` writes it.';
  return packsError('PACK_UNREADABLE', { found: 'nothing that can be read', where: folder, next }, { cause });
}
