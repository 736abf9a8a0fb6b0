import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { writeDurably } from '../../store/index.js';

/** The year in which the fixtures of the release are asked. */
const FIXTURE_YEAR = 2026;

/**
 * Gives a policy folder the fixtures of the release when it has none; dates keep their distance from `now`, milliseconds
 * since 1970. Returns what was written.
 */
export async function startFixtures(folder: string, now: number): Promise<readonly string[]> {
  const file = join(folder, 'fixtures.yaml');
  if (existsSync(file)) return [];
  const years = new Date(now).getUTCFullYear() - FIXTURE_YEAR;
  const text = readFileSync(fileURLToPath(new URL('policies/fixtures.yaml', packageRoot())), 'utf8');
  const dated = text.replace(/\b(20\d\d)-(\d\d-\d\d)\b/g, (_whole, year, day) => `${Number(year) + years}-${day}`);
  return (await writeDurably(file, Buffer.from(dated), 'refuse')) ? [file] : [];
}
