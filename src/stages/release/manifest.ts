import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Digest } from '../../documents/index.js';

/** One file of a release, as the manifest names it. */
export interface ManifestFile {
  readonly name: string;
  readonly bytes: number;
  readonly digest: Digest;
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
