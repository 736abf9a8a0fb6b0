import type { LevelNames } from './hierarchy.js';

/** One quasi-identifier in codes: what its ground codes become at every level. Names stay with whoever coded it. */
export interface CodedAttribute {
  readonly name: string;
  /** `levels[level][ground]`: the code at a level; at level 0 the ground code itself, at the last level 0. */
  readonly levels: readonly Int32Array[];
  /** How many codes each level has. */
  readonly sizes: readonly number[];
  /** Whether the ground codes rise with what they stand for, so that a range of them means something. */
  readonly ordered: boolean;
}

/** An attribute with the names behind its codes. */
export interface NamedAttribute {
  readonly attribute: CodedAttribute;
  /** `names[level][code]` */
  readonly names: readonly (readonly string[])[];
  /** The ground code of each value that was given. */
  readonly grounds: Int32Array;
}

/**
 * Codes values (null is a missing one) by their names: values with one name at level 0 share a ground code, so that
 * codes are equal exactly where the released text is. With `ordered`, values must be given in ascending order.
 */
export function codeValues(
  name: string,
  values: readonly (string | null)[],
  { hierarchy, ordered }: { readonly hierarchy: LevelNames; readonly ordered: boolean },
): NamedAttribute {
  const named = values.map((value) => hierarchy.of(value));
  const grounds = numbered(named.map((names) => names[0] as string));
  const ground = grounds.names.map((_, code) => named[grounds.codes.indexOf(code)] as readonly string[]);
  const levels = Array.from({ length: hierarchy.levels }, (_, level) =>
    numbered(ground.map((names) => names[level] as string)),
  );
  return {
    attribute: {
      name,
      levels: levels.map(({ codes }) => codes),
      sizes: levels.map(({ names }) => names.length),
      ordered,
    },
    names: levels.map(({ names }) => names),
    grounds: grounds.codes,
  };
}

/** Numbers texts by their first appearance. */
function numbered(texts: readonly string[]): { readonly codes: Int32Array; readonly names: readonly string[] } {
  const known = new Map<string, number>();
  const codes = Int32Array.from(texts, (text) => {
    const code = known.get(text) ?? known.size;
    known.set(text, code);
    return code;
  });
  return { codes, names: [...known.keys()] };
}
