import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkSchema, DocumentError, digestOf, packageRoot, readYaml } from '../../documents/index.js';
import { nearestKey } from './nearest-key.js';
import { isUnder, type Taxonomy, type TaxonomyKeys } from './taxonomy.js';
import { type TaxonomyFile, TaxonomySchema } from './taxonomy.schema.js';

/** Reads the taxonomy that comes with Probity, or another file of the same shape. Throws a DocumentError. */
export function loadTaxonomy(file = fileURLToPath(new URL('config/taxonomy.yaml', packageRoot()))): Taxonomy {
  const document = readYaml(file, readFileSync(file, 'utf8'));
  const mistakes = checkSchema(document, TaxonomySchema);
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  const { categories, uses, subjects } = document.value as TaxonomyFile;
  return Object.freeze({
    categories: keysOf(categories),
    uses: keysOf(uses),
    subjects: keysOf(subjects),
    digest: digestOf({ categories: sorted(categories), uses: sorted(uses), subjects: sorted(subjects) }),
  });
}

/** Keys with the questions that are asked of them; `more` are keys that one file adds for itself. */
export function keysOf(keys: Iterable<string>, more: readonly string[] = []): TaxonomyKeys {
  const known = sorted([...new Set([...keys, ...more])]);
  const set = new Set(known);
  return Object.freeze({
    [Symbol.iterator]: () => known[Symbol.iterator](),
    has: (key: string) => set.has(key),
    under: (key: string) => known.filter((one) => isUnder(one, key)),
    nearest: (key: string) => nearestKey(key, known),
  });
}

function sorted(keys: readonly string[]): readonly string[] {
  return [...keys].sort();
}
