import { relative } from 'node:path';
import { loadRegisters } from '../../run/index.js';
import { loadSettings } from '../../settings/index.js';
import {
  coverageLcov,
  coveragePage,
  coverageText,
  mutationText,
  policyCoverage,
  testMutants,
} from '../../workbench/index.js';
import { entranceError } from './entrances.errors.js';
import type { Answer } from './terminal.js';
import { writeOutput } from './write-output.js';

interface Globals {
  readonly settings: string;
}

/** As they were written on the command line; percentages are checked here. */
export interface CoverageFlags {
  readonly minLeaf?: string;
  readonly minClause?: string;
  /** Put mistakes into the policies as well; so does a threshold for them. */
  readonly mutation?: boolean;
  readonly minMutation?: string;
  /** Files to write: a page that stands alone, and a tracefile for editors. */
  readonly html?: string;
  readonly lcov?: string;
}

/**
 * What the cases of policy folders see of their policies, and which mistakes they would notice. Exits with 2 when a case
 * fails as the policies stand, with 3 when a threshold is missed.
 */
export async function coverage({ settings }: Globals, given: readonly string[], flags: CoverageFlags): Promise<Answer> {
  const wanted = thresholds(flags);
  const loaded = loadSettings(settings);
  const registers = loadRegisters(loaded);
  // Folders are named from where one works: a page must not tell how a machine is laid out.
  const folders = given.length > 0 ? given : loaded.policyFolders.map((folder) => relative('.', folder) || '.');
  const measured = policyCoverage(folders, registers);
  const mutation = flags.mutation || flags.minMutation !== undefined ? testMutants(folders, registers) : null;
  if (flags.html !== undefined) writeOutput(flags.html, coveragePage(measured));
  if (flags.lcov !== undefined) writeOutput(flags.lcov, coverageLcov(measured));
  const reached = { leaf: measured.leaf.percent, clause: measured.clause.percent, mutation: mutation?.score ?? 100 };
  const missed = (['leaf', 'clause', 'mutation'] as const).filter((part) => reached[part] < wanted[part]);
  const text = [
    coverageText(measured),
    ...(mutation ? [mutationText(mutation)] : []),
    ...missed.map((part) => `missed: ${part} is below ${wanted[part]} %`),
  ];
  const exit = mutation && mutation.failing.length > 0 ? 2 : missed.length > 0 ? 3 : 0;
  return { exit, json: { ...measured, ...(mutation ? { mutation } : {}), missed }, text: text.join('\n\n') };
}

function thresholds({ minLeaf, minClause, minMutation }: CoverageFlags) {
  return {
    leaf: percent('--min-leaf', minLeaf),
    clause: percent('--min-clause', minClause),
    mutation: percent('--min-mutation', minMutation),
  };
}

function percent(flag: string, text = '0'): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw entranceError('FLAG_INVALID', {
    found: `${flag} '${text}'`,
    expected: 'a percentage from 0 to 100',
    next: 'Correct the flag.',
  });
}
