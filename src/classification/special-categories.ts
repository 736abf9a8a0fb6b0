import type { LegalConstants } from '../registers/legal-profiles/index.js';

/** The data categories that any legal profile calls special at a moment, in milliseconds since 1970. */
export function specialCategoriesOf(constants: LegalConstants, at: number): readonly string[] {
  const named = [...constants.values()].filter(({ name }) => name.endsWith('/specialCategories'));
  const values = named.flatMap(({ periods }) =>
    periods.filter(
      ({ from, until }) => (from ?? Number.NEGATIVE_INFINITY) <= at && at < (until ?? Number.POSITIVE_INFINITY),
    ),
  );
  const keys = values.flatMap(({ value }) => (Array.isArray(value) ? value.map(String) : []));
  return [...new Set(keys)].sort();
}
