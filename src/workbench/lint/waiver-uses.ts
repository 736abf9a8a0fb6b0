import { readFileSync } from 'node:fs';
import { lintError } from './lint.errors.js';

/** The uses of waivers by name, from a file with a JSON object of counts. Throws LINT_USES. */
export function loadWaiverUses(file: string): ReadonlyMap<string, number> {
  const counts = contentOf(file);
  const entries = typeof counts === 'object' && counts !== null ? Object.entries(counts) : [];
  const good = entries.filter((entry): entry is [string, number] => isCount(entry[1]));
  if (counts !== null && typeof counts === 'object' && !Array.isArray(counts) && good.length === entries.length) {
    return new Map(good);
  }
  throw lintError('LINT_USES', {
    found: 'a file that is not there, or holds something else',
    expected: 'a JSON object of whole numbers by the names of waivers',
    where: file,
    next: 'Write the counts as { "name": 3 }.',
  });
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
