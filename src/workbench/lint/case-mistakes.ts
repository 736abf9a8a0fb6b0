import { relative } from 'node:path';
import type { Diagnostic } from '../../documents/index.js';
import type { PolicyFile } from '../../registers/policies/index.js';
import { readCaseFiles } from '../case-files.js';

/** The mistakes of the cases beside policies, and of the fixtures of their folders. */
export function caseMistakes(folders: readonly string[], files: readonly PolicyFile[]): readonly Diagnostic[] {
  // What came with a pack was verified whole when it was installed.
  const own = files.filter(({ pack }) => pack === undefined);
  return folders.flatMap((folder) => {
    const inside = own.filter(({ file }) => !relative(folder, file).startsWith('..'));
    return readCaseFiles(folder, inside).mistakes;
  });
}
