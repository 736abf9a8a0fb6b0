import type { LegalConstants } from '../legal-profiles/index.js';
import { isUnder } from '../taxonomy/index.js';

/** What policies may name: the other registers, as narrow as checking needs them. */
export interface PolicyRegisters {
  readonly taxonomy: {
    readonly categories: Iterable<string>;
    readonly uses: Iterable<string>;
    readonly subjects: Iterable<string>;
  };
  readonly purposes: ReadonlyMap<string, { readonly use: string; readonly effect: string; readonly basis: string }>;
  readonly destinations: ReadonlyMap<string, unknown>;
  readonly datasets: ReadonlyMap<string, { readonly regime: string }>;
  readonly plugins: ReadonlyMap<string, unknown>;
  /** What the legal profiles say, with its dates. */
  readonly constants: LegalConstants;
}

/** The key itself and everything below it, sorted. */
export function keysUnder(keys: Iterable<string>, key: string): readonly string[] {
  return [...keys].filter((one) => isUnder(one, key)).sort();
}
