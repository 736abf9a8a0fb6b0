import { canonicalJson } from '../../documents/index.js';
import type { Rule } from '../../registers/policies/index.js';

/** Rules by the purposes that they speak of, so that those around another one are found without looking at all. */
export class RuleIndex {
  readonly #everywhere: readonly Rule[];
  readonly #byPurpose = new Map<string, Rule[]>();

  constructor(rules: readonly Rule[]) {
    this.#everywhere = rules.filter(({ purposes }) => purposes === '*');
    for (const rule of rules) if (rule.purposes !== '*') this.#note(rule, rule.purposes);
  }

  /** Every rule that could speak wherever this one does, and some that do not. */
  *around({ purposes }: Rule): Iterable<Rule> {
    const [first] = purposes === '*' ? [] : purposes;
    yield* this.#everywhere;
    if (first !== undefined) yield* this.#byPurpose.get(first) ?? [];
  }

  #note(rule: Rule, purposes: readonly string[]): void {
    for (const purpose of purposes) {
      const known = this.#byPurpose.get(purpose) ?? [];
      known.push(rule);
      this.#byPurpose.set(purpose, known);
    }
  }
}

const NAMED = ['purposes', 'datasets', 'plugins'] as const;

/** True where one rule speaks of every name and category that the other speaks of. */
export function reachesAs(wide: Rule, narrow: Rule): boolean {
  return NAMED.every((part) => holdsNames(wide[part], narrow[part])) && holdsCategories(wide, narrow);
}

/** True where two rules name the very same things. */
export function sameScope(a: Rule, b: Rule): boolean {
  return canonicalJson(scopeKey(a)) === canonicalJson(scopeKey(b));
}

/** What two rules have in common that speak of the same things under the same condition. */
export function scopeKey({ purposes, datasets, plugins, categories, when }: Rule): object {
  return { purposes, datasets, plugins, categories, when };
}

function holdsNames(wide: readonly string[] | '*', narrow: readonly string[] | '*'): boolean {
  return wide === '*' || (narrow !== '*' && narrow.length > 0 && narrow.every((name) => wide.includes(name)));
}

function holdsCategories({ categories: wide }: Rule, { categories: narrow }: Rule): boolean {
  if (wide === '*' || narrow === '*') return wide === '*';
  return narrow.every((key) => wide.some((above) => key === above || key.startsWith(`${above}.`)));
}
