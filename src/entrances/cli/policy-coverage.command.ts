import { writeFileSync } from 'node:fs';
import { loadRegisters } from '../../run/index.js';
import { loadSettings } from '../../settings/index.js';
import { type Coverage, coverageLcov, coveragePage, coverageText, policyCoverage } from '../../workbench/index.js';
import { entranceError } from './entrances.errors.js';
import type { Answer } from './terminal.js';

interface Globals {
  readonly settings: string;
}

/** As they were written on the command line; percents are checked here. */
export interface CoverageFlags {
  readonly minLeaf?: string;
  readonly minClause?: string;
  readonly html?: string;
  readonly lcov?: string;
}

/** What the cases of policy folders see of their policies. A threshold that is missed exits with 3. */
export async function coverage(
  { settings }: Globals,
  folders: readonly string[],
  flags: CoverageFlags,
): Promise<Answer> {
  const wanted = { leaf: percent('--min-leaf', flags.minLeaf), clause: percent('--min-clause', flags.minClause) };
  const loaded = loadSettings(settings);
  const measured = policyCoverage(folders.length > 0 ? folders : loaded.policyFolders, loadRegisters(loaded));
  if (flags.html !== undefined) writeFileSync(flags.html, coveragePage(measured));
  if (flags.lcov !== undefined) writeFileSync(flags.lcov, coverageLcov(measured));
  const missed = (['leaf', 'clause'] as const).filter((part) => measured[part].percent < wanted[part]);
  const lines = missed.map((part) => `missed: ${part} coverage is below ${wanted[part]} %`);
  return { exit: missed.length > 0 ? 3 : 0, json: { ...measured, missed }, text: textOf(measured, lines) };
}

function textOf(measured: Coverage, lines: readonly string[]): string {
  return [coverageText(measured), ...(lines.length > 0 ? [lines.join('\n')] : [])].join('\n\n');
}

function percent(flag: string, text = '0'): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw entranceError('FLAG_INVALID', {
    found: `${flag} ${text}`,
    expected: 'a percentage from 0 to 100',
    next: 'Mend the flag.',
  });
}
