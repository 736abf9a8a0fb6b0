/** Kleene's three values: a missing fact is unknown, never false. */
export type Truth = 'true' | 'false' | 'unknown';

/** Instants are integers, milliseconds since 1970-01-01T00:00Z; a list is a set. */
export type FactValue = string | number | boolean | readonly string[];

/** What is known; a fact that is not here is unknown. */
export type Facts = Readonly<Record<string, FactValue>>;

export type Operator = 'eq' | 'in' | 'lt' | 'lte' | 'gt' | 'gte' | 'has';

/** An operand that is another fact, resolved per request: `now`, or a cut-off such as `cutoff.24 months`. */
export interface FactReference {
  readonly ref: string;
}

export type Operand = string | number | boolean | readonly (string | number)[] | FactReference;

/**
 * A normalised condition over typed facts, as kernel, reference evaluator and SQL read it.
 * `all` and `any` are never empty; nesting is at most 8. `constant` appears only after folding.
 */
export type Condition =
  | { readonly kind: 'leaf'; readonly fact: string; readonly op: Operator; readonly value: Operand }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'constant'; readonly truth: Truth };
