import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/** Takes a file away again, with the folders above it that are empty then, up to `folder`, which stays. */
export function removeWritten(file: string, folder: string): void {
  rmSync(file, { force: true });
  for (let above = dirname(file); relative(folder, above) !== '' && isEmpty(above); above = dirname(above)) {
    rmdirSync(above);
  }
}

function isEmpty(folder: string): boolean {
  return readdirSync(folder).length === 0;
}
