import { writeFileSync } from 'node:fs';
import { entranceError } from './entrances.errors.js';

/** Writes a file that a flag names; throws `FILE_UNWRITABLE` where it cannot be written. */
export function writeOutput(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const { code = 'an error' } = error as NodeJS.ErrnoException;
    throw entranceError('FILE_UNWRITABLE', {
      found: `${code} on writing`,
      where: file,
      next: 'Name a file in a folder that is there and that may be written to.',
    });
  }
}
