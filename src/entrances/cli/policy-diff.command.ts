import type { Facts } from '../../conditions/index.js';
import { loadRegisters } from '../../run/index.js';
import { loadSettings } from '../../settings/index.js';
import { diffPolicies, diffText, ownRulesAside, ownRulesText, readPolicySide } from '../../workbench/index.js';
import { entranceError } from './entrances.errors.js';
import type { Answer } from './terminal.js';

interface Globals {
  readonly settings: string;
}

/** As it was written on the command line. */
export interface DiffFlags {
  /** Steps that one question may take. */
  readonly limit?: string;
}

/** What the second policies mean that the first do not, each a folder or a git revision; told, and never refused. */
export async function diff(
  { settings }: Globals,
  [a, b]: readonly [string, string],
  flags: DiffFlags,
): Promise<Answer> {
  const loaded = loadSettings(settings);
  const registers = loadRegisters(loaded);
  const side = { folders: loaded.policyFolders, registers };
  const compared = diffPolicies(readPolicySide(a, side), readPolicySide(b, side), {
    categories: registers.taxonomy.categories,
    purposes: ofNames(registers.purposes, ({ use, effect, basis }) => ({
      'purpose.use': use,
      'purpose.effect': effect,
      'purpose.basis': basis,
    })),
    datasets: ofNames(registers.datasets, ({ regime }) => ({ 'dataset.regime': regime })),
    near: today(),
    ...limitOf(flags),
  });
  const ownRules = ownRulesAside(a, b, { ownRules: registers.ownRules, folders: loaded.ownRules.folders });
  const text = [diffText(compared), ownRulesText(ownRules)].filter((part) => part !== '').join('\n');
  return { exit: 0, json: { ...compared, ownRules }, text };
}

const DAY_MS = 86_400_000;

// A witness of today reads better at midnight.
function today(): number {
  return Math.floor(Date.now() / DAY_MS) * DAY_MS;
}

function ofNames<T>(register: ReadonlyMap<string, T>, facts: (value: T) => Facts): ReadonlyMap<string, Facts> {
  return new Map([...register].map(([name, value]) => [name, facts(value)]));
}

function limitOf({ limit }: DiffFlags): { readonly limit?: number } {
  if (limit === undefined) return {};
  if (/^[1-9]\d{0,11}$/.test(limit)) return { limit: Number(limit) };
  throw entranceError('FLAG_INVALID', {
    found: `--limit '${limit}'`,
    expected: 'a whole number of steps above zero',
    next: 'Correct the flag.',
  });
}
