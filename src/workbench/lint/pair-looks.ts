import type { NotAssessed } from './finding.js';

/** Looks at pairs of policies that one rule takes; beyond, what is left is said to be open. */
export const PAIRS_MAX = 500_000;

/**
 * Bounds what it costs to hold policies against each other: pairs grow with the square of the policies, so that some
 * thousands of them would be looked at for hours.
 */
export class PairLooks {
  readonly #taken = new Map<string, number>();
  readonly #open = new Map<string, Set<string>>();

  constructor(private readonly most: number = PAIRS_MAX) {}

  /** The first of the others that fits, as far as the rule has looks left; what is left out is kept as open. */
  first<T>(rule: string, policy: string, others: Iterable<T>, fits: (other: T) => boolean): T | undefined {
    for (const other of others) {
      const taken = this.#taken.get(rule) ?? 0;
      if (taken >= this.most) {
        this.#leave(rule, policy);
        return undefined;
      }
      this.#taken.set(rule, taken + 1);
      if (fits(other)) return other;
    }
    return undefined;
  }

  /** Rules that did not get to all pairs, and for how many policies. */
  get open(): readonly NotAssessed[] {
    const most = this.most.toLocaleString('en');
    return [...this.#open].map(([rule, { size }]) => {
      const policies = size === 1 ? 'policy was' : 'policies were';
      return {
        rule,
        why: `${size.toLocaleString('en')} ${policies} not held against all others: more than ${most} pairs`,
      };
    });
  }

  #leave(rule: string, policy: string): void {
    const open = this.#open.get(rule) ?? new Set();
    this.#open.set(rule, open.add(policy));
  }
}
