import type { Diagnostic, DocumentPath, YamlDocument } from '../../documents/index.js';
import type { TAXONOMY_ERRORS } from './taxonomy.errors.js';
import type { Taxonomy } from './taxonomy.js';

const AXES = {
  categories: { code: 'UNKNOWN_CATEGORY', called: 'a data category of the taxonomy' },
  uses: { code: 'UNKNOWN_USE', called: 'a data use of the taxonomy' },
  subjects: { code: 'UNKNOWN_SUBJECT', called: 'a data subject of the taxonomy' },
} as const satisfies Record<string, { readonly code: keyof typeof TAXONOMY_ERRORS; readonly called: string }>;

/** The mistake of each key in a list that the taxonomy does not have, with the nearest key it has. */
export function keyMistakes(
  document: YamlDocument,
  path: DocumentPath,
  keys: readonly string[],
  { taxonomy, axis }: { readonly taxonomy: Taxonomy; readonly axis: keyof typeof AXES },
): readonly Diagnostic[] {
  return keys.flatMap((key, at) => keyMistake(document, [...path, at], key, { taxonomy, axis }));
}

/** The same for one key that stands alone. */
export function keyMistake(
  document: YamlDocument,
  path: DocumentPath,
  key: string,
  { taxonomy, axis }: { readonly taxonomy: Taxonomy; readonly axis: keyof typeof AXES },
): readonly Diagnostic[] {
  if (taxonomy[axis].has(key)) return [];
  const { code, called } = AXES[axis];
  const nearest = taxonomy[axis].nearest(key);
  return [document.diagnostic(path, { code, found: `'${key.slice(0, 120)}'`, expected: called, nearest })];
}
