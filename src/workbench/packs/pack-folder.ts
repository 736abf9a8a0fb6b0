import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, syncFolder, writeDurably } from '../../store/index.js';

/** Writes files into a new folder, which appears whole or not at all. */
export async function writePack(into: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const making = `${into}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await makeFolder(making);
    for (const [path, bytes] of files) await writeDurably(join(making, path), bytes, 'refuse');
    await rename(making, into);
    await syncFolder(dirname(into));
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}
