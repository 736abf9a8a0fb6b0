import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { makeFolder, syncFolder, writeDurably } from '../../store/index.js';
import { releaseError } from './release.errors.js';
import type { ReleaseFolders } from './release-folders.js';

/**
 * Publishes a staged folder by one rename and puts the receipt beside it. Done again at start when it was
 * interrupted: a folder that is published already needs only its receipt.
 */
export async function publish(folders: ReleaseFolders, run: string, proof: string): Promise<string> {
  const published = folders.published(run);
  const staging = folders.staging(run);
  await makeFolder(folders.out, 0o750);
  if (existsSync(staging)) {
    if (existsSync(published)) {
      throw releaseError('RELEASE_EXISTS', {
        found: 'a folder in the place of the release',
        expected: 'no such folder',
        where: published,
        next: 'Move it away and start Probity again: the publication is redone.',
      });
    }
    await rename(staging, published);
    await syncFolder(folders.out);
  }
  await writeDurably(folders.receipt(run), Buffer.from(proof), 'replace', 0o640);
  return published;
}
