import type { ClassCounts } from '../../engines/index.js';
import { attributeDistinction, classKeys, missingValues, specialUniques } from '../../measures/index.js';
import type { KeyFigures } from './privacy-report.js';

/** Classes times the sets, or patterns of missing values, that each is looked at in; beyond it this takes longer than the run. */
const LOOKS_MAX = 4_000_000;
const ATTRIBUTES_MAX = 30;
const SETS_SHOWN = 5;

/** What the keys of classes tell: which quasi-identifiers make people stand out. Null without any, or with too much to look at. */
export function keyFigures({ quasiIdentifiers, classes, keys }: ClassCounts): KeyFigures | null {
  if (quasiIdentifiers.length === 0 || looksNeeded(keys, quasiIdentifiers.length) > LOOKS_MAX) return null;
  const sizes = classes.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const table = classKeys(quasiIdentifiers, keys, sizes);
  const { depth, people, bySize, contributions } = specialUniques(table);
  const { sets } = attributeDistinction(table);
  return {
    matchesAnything: missingValues(table).matchesAnything,
    special: { depth, people, bySize, contributions },
    telling: [...sets].sort((a, b) => (b.distinction ?? 0) - (a.distinction ?? 0)).slice(0, SETS_SHOWN),
  };
}

function looksNeeded(keys: ClassCounts['keys'], width: number): number {
  if (width > ATTRIBUTES_MAX) return Number.POSITIVE_INFINITY;
  const sets = width + (width * (width - 1)) / 2 + (width * (width - 1) * (width - 2)) / 6 + 1;
  const patterns = new Set(
    keys.map((key) => key.reduce<number>((bits, code, at) => bits + (code === null ? 2 ** at : 0), 0)),
  );
  return keys.length * Math.max(sets, patterns.size);
}
