import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { storeError } from './store.errors.js';
import { withStoreCodes } from './store-failure.js';
import { systemCode } from './system-code.js';

/** The mode of every file of the state folder, from its first byte. */
export const OWNER_ONLY = 0o600;

/** What becomes of a file that is already there. */
export type WhenPresent = 'refuse' | 'replace';

/**
 * Writes a file so that after a crash it is there whole or not at all: temporary file, fsync, link or rename,
 * fsync of the folder. With `refuse` a present file stays as it is and `false` comes back.
 */
export async function writeDurably(
  path: string,
  bytes: Uint8Array,
  whenPresent: WhenPresent,
  mode = 0o644,
): Promise<boolean> {
  const folder = dirname(path);
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  return withStoreCodes(async () => {
    await makeFolder(folder);
    try {
      await writeSynced(temporary, bytes, mode);
      return await publish(temporary, path, whenPresent);
    } finally {
      await rm(temporary, { force: true });
      await syncFolder(folder);
    }
  });
}

/** Something else lies in the place of the folder, or a link there that leads nowhere. */
const IN_THE_WAY: readonly (string | undefined)[] = ['EEXIST', 'ENOTDIR', 'ENOENT'];

/** Makes a folder and what is missing above it, and puts each new name on disk. */
export async function makeFolder(folder: string, mode = 0o755): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode }).catch((error: unknown) => {
    const code = systemCode(error);
    if (!IN_THE_WAY.includes(code)) throw error;
    const next = 'Move away what lies in its place, or name another folder in the settings.';
    throw storeError('FOLDER_UNUSABLE', { found: `the answer was ${code}`, where: folder, next }, { cause: error });
  });
  if (first === undefined) return;
  for (let made = folder; ; made = dirname(made)) {
    await syncFolder(dirname(made));
    if (made === first || made === dirname(made)) return;
  }
}

/** Puts the names of a folder on disk; without it a new file can be lost in a power cut although its bytes were synced. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeSynced(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function publish(temporary: string, path: string, whenPresent: WhenPresent): Promise<boolean> {
  if (whenPresent === 'replace') {
    await rename(temporary, path);
    return true;
  }
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}
