import type { Digest } from '../../documents/index.js';
import type { PolicyLimits } from '../../isolation/index.js';

/** One own rule, read and checked; it was not asked anything yet. */
export interface OwnRule {
  /** The name of its folder. */
  readonly name: string;
  /** Of the bytes of `bundle.tar.gz`. */
  readonly digest: Digest;
  readonly bundle: Uint8Array;
  /** The compiled `policy.wasm`. */
  readonly module: object;
  /** `data.json`. */
  readonly data: string;
}

/** The own rules of a deployment, sorted by name and named by one digest. */
export interface OwnRuleRegister {
  readonly digest: Digest;
  readonly rules: readonly OwnRule[];
  readonly limits: PolicyLimits;
  /** The data categories that a mask may name. */
  readonly categories: ReadonlySet<string>;
}
