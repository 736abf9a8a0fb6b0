import type { PluginColumn } from '../../plugin-contract/index.js';
import type { RegisteredPlugin } from '../../registers/plugins/index.js';
import type { Permit } from '../decision/index.js';
import type { Features } from '../preparation/index.js';
import type { PluginRun } from './plugin-run.js';
import { segmentationError } from './segmentation.errors.js';

/** All rows are about people; code that is not part of the release sees them only where it cannot reach the network. */
const FOREIGN_LEVEL_MIN = 2;

/** Throws NO_ROWS: no method segments nobody, and a rule that removed everybody must show. */
export function assertRows({ rows, removed }: Features): void {
  if (rows.rowsKept > 0) return;
  throw segmentationError('NO_ROWS', {
    found: `no row left of ${rows.rowsRead} after ${removed.length} rules`,
    next: 'See which rules removed them: probity run --dry.',
  });
}

/** Throws ISOLATION_TOO_LOW: the level is what it is, and is never lowered to make a run pass. */
export function assertLevel({ limits }: Permit, { plugin, level }: Pick<PluginRun, 'plugin' | 'level'>): void {
  const needed = Math.max(limits.isolationMin, plugin.builtIn ? 0 : FOREIGN_LEVEL_MIN);
  if (level >= needed) return;
  throw segmentationError('ISOLATION_TOO_LOW', {
    found: `level ${level}`,
    expected: `level ${needed} for plugin '${plugin.name}'`,
    next: 'Run probity doctor to see why no higher level holds on this machine.',
  });
}

/** Throws PLUGIN_NEEDS_COLUMNS. */
export function assertColumns({ name, manifest }: RegisteredPlugin, columns: readonly PluginColumn[]): void {
  const { min, max, numeric } = manifest.needs;
  if (columns.length < min || columns.length > max)
    throw needsColumns(`${columns.length} granted columns`, `${min} to ${max}`);
  const other = columns.find(({ type }) => type !== 'number' && type !== 'date');
  if (numeric && other) throw needsColumns(`the column '${other.name}' of type ${other.type}`, `numbers for '${name}'`);
}

function needsColumns(found: string, expected: string) {
  return segmentationError('PLUGIN_NEEDS_COLUMNS', {
    found,
    expected,
    next: 'Ask for other columns, or for another plugin.',
  });
}
