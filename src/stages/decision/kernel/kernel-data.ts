import type { MEETS } from '../../../registers/policies/index.js';

/** A set of words as the kernel looks them up. */
export type WordSet = Readonly<Record<string, true>>;

/** A test: `o` the operator, `f` the fact, and as operand a constant `v` or the name of another fact `r`. */
export type KernelLeaf =
  | { readonly o: string; readonly f: string; readonly v: string | number | boolean | WordSet | readonly number[] }
  | { readonly o: string; readonly f: string; readonly r: string };

export type KernelNode =
  | KernelLeaf
  | { readonly all: readonly KernelNode[] }
  | { readonly any: readonly KernelNode[] }
  | { readonly not: KernelNode };

/** How a rule weighs; what warn and audit rules would have done never reaches the effect. */
export type KernelKind = 'grant' | 'restrict' | 'prohibit' | 'would_restrict' | 'would_prohibit';

/** A rule: kind, categories with everything below them, obligations by id, and `w`, when it counts. */
export interface KernelRule {
  readonly k: KernelKind;
  readonly c: WordSet;
  readonly o: Readonly<Record<string, unknown>>;
  readonly w: KernelNode;
}

/** A policy set as `data.set` of the kernel: everything it looks up is a key. */
export interface KernelSet {
  readonly digest: string;
  /** Purpose, dataset, plugin: the rules that name them; `*` holds those that name none. */
  readonly index: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>>>;
  readonly rules: Readonly<Record<string, KernelRule>>;
  /** The conditions of the waivers of a rule. */
  readonly waivers: Readonly<Record<string, readonly KernelNode[]>>;
  /** Every key of the taxonomy; a key that is not here is never covered. */
  readonly categories: WordSet;
  /** How each obligation of this set merges. */
  readonly meets: Readonly<Record<string, (typeof MEETS)[keyof typeof MEETS]>>;
}
