import type { Digest } from '../../../documents/index.js';
import type { PolicyFailure } from '../../../isolation/index.js';
import type { Obligation } from '../../../registers/policies/index.js';

/** Why an own rule gave no answer that counts: it gave none, or one of another shape, or none that could be carried out. */
export type OwnFailure = PolicyFailure | 'NO_ANSWER' | 'SHAPE' | 'UNKNOWN_CATEGORY' | 'BAD_REQUEST';

interface OfRule {
  readonly rule: string;
  /** Of the rule's bundle. */
  readonly digest: Digest;
}

/** What one own rule said to one question. */
export type OwnAnswer =
  | (OfRule & {
      readonly kind: 'answered';
      readonly forbid: readonly { readonly code: string; readonly sentence: string }[];
      /** In the form that the kernel merges. */
      readonly obligations: readonly Obligation[];
    })
  | (OfRule & { readonly kind: 'failed'; readonly cause: OwnFailure });

/** What the own rules in force said to one question. */
export interface OwnAnswers {
  /** Of the register of own rules. */
  readonly digest: Digest;
  readonly answers: readonly OwnAnswer[];
}
