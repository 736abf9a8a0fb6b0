import type { Digest } from '../../documents/index.js';

/** The keys of one axis of the taxonomy; a dot says that a key lies under another one. */
export interface TaxonomyKeys extends Iterable<string> {
  readonly has: (key: string) => boolean;
  /** The key itself and everything below it, sorted. */
  readonly under: (key: string) => readonly string[];
  /** The known key that an unknown one was most likely meant to be; undefined when none is near. */
  readonly nearest: (key: string) => string | undefined;
}

/** Fideslang's data categories, data uses and data subjects (Ethyca, CC BY 4.0). */
export interface Taxonomy {
  readonly categories: TaxonomyKeys;
  readonly uses: TaxonomyKeys;
  readonly subjects: TaxonomyKeys;
  readonly digest: Digest;
}

/** True for the key itself and for everything below it by dotted prefix. */
export function isUnder(key: string, above: string): boolean {
  return key === above || key.startsWith(`${above}.`);
}
