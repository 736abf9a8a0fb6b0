import type { DocumentPath } from '../../documents/index.js';

/** What a mutant does to a policy. */
export type Operator =
  | 'drop-policy'
  | 'negate-leaf'
  | 'swap-group'
  | 'move-boundary'
  | 'widen-scope'
  | 'narrow-scope'
  | 'lengthen-retention'
  | 'lower-threshold'
  | 'drop-obligation';

/** One small mistake that an author could have made: a change of a policy's document at one place. */
export interface Mutation {
  readonly operator: Operator;
  readonly path: DocumentPath;
  /** What was done, in words: `24 months became 25 months`. */
  readonly change: string;
  /** The value in place of that at the path; undefined takes the key or the item away. */
  readonly to: unknown;
}

/** A document with a mutation in it; the one that was given stays as it is. */
export function mutated(document: unknown, { path, to }: Pick<Mutation, 'path' | 'to'>): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return to;
  if (Array.isArray(document)) {
    const at = Number(step);
    const inner = mutated(document[at], { path: rest, to });
    return inner === undefined ? document.filter((_, index) => index !== at) : document.with(at, inner);
  }
  const { [step]: before, ...others } = document as Readonly<Record<string, unknown>>;
  const inner = mutated(before, { path: rest, to });
  return inner === undefined ? others : { ...others, [step]: inner };
}
