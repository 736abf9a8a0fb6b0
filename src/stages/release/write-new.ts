import { writeDurably } from '../../store/index.js';
import { releaseError } from './release.errors.js';

/** Of files that a release will show to the group of its folder. */
export const RELEASED = 0o640;

// A waiting place is new for every run: a file that is there already is not ours to overwrite.
export async function writeNew(file: string, text: string, mode: number): Promise<void> {
  if (await writeDurably(file, Buffer.from(text), 'refuse', mode)) return;
  throw releaseError('RELEASE_EXISTS', {
    found: 'a file in the waiting place of the run',
    expected: 'no such file',
    where: file,
    next: 'Move it away and run again.',
  });
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
