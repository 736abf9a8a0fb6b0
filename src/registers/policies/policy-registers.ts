import { type Digest, digestOfBytes } from '../../documents/index.js';
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

const grounds = new WeakMap<PolicyRegisters, Digest>();

/** A digest of everything that a policy is checked against: where it is the same, the same text is the same rule. */
export function groundOf(registers: PolicyRegisters): Digest {
  const { taxonomy, purposes, destinations, datasets, plugins, constants } = registers;
  const known = grounds.get(registers);
  if (known !== undefined) return known;
  const ground = digestOfBytes(
    JSON.stringify([
      [[...taxonomy.categories], [...taxonomy.uses], [...taxonomy.subjects]],
      [...purposes].map(([name, { use, effect, basis }]) => [name, use, effect, basis]),
      [...datasets].map(([name, { regime }]) => [name, regime]),
      [[...destinations.keys()], [...plugins.keys()], [...constants]],
    ]),
  );
  grounds.set(registers, ground);
  return ground;
}
