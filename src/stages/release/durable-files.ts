import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Digest } from '../../documents/index.js';

/** One file of a release, as the manifest names it. */
export interface ManifestFile {
  readonly name: string;
  readonly bytes: number;
  readonly digest: Digest;
}

/** Writes a new file and waits until its bytes are on disk; a file that is there already is an error. */
export async function writeDurable(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o640);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a file beside its place and renames it, so that a reader sees all of it or nothing. */
export async function replaceDurable(file: string, text: string): Promise<void> {
  const aside = `${file}.${process.pid}.new`;
  const handle = await open(aside, 'w', 0o640);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(aside, file);
  await syncFolder(dirname(file));
}

/** Makes names in a folder durable: without it a rename may be lost with the power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o750 });
  await syncFolder(dirname(folder));
}

/** Every file of a folder with its size and SHA-256, sorted by name. */
export async function manifestOf(folder: string): Promise<readonly ManifestFile[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map((name) => manifestFile(folder, name)));
}

async function manifestFile(folder: string, name: string): Promise<ManifestFile> {
  const file = join(folder, name);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return { name, bytes: (await stat(file)).size, digest: `sha256:${hash.digest('hex')}` };
}
