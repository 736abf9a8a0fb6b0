import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Digest, digestOfFile } from '../../documents/index.js';

/** One file of a release, as the manifest names it. */
export interface ManifestFile {
  readonly name: string;
  readonly bytes: number;
  readonly digest: Digest;
}

/** Every file of a folder with its size and SHA-256, sorted by name. What was digested at writing is not read again. */
export async function manifestOf(
  folder: string,
  written: Readonly<Record<string, Digest>> = {},
): Promise<readonly ManifestFile[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map((name) => manifestFile(folder, name, written[name])));
}

async function manifestFile(folder: string, name: string, written: Digest | undefined): Promise<ManifestFile> {
  const file = join(folder, name);
  return { name, bytes: (await stat(file)).size, digest: written ?? (await digestOfFile(file)) };
}
