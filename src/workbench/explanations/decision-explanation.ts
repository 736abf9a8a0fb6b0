import type { FactValue } from '../../conditions/index.js';
import type { Digest } from '../../documents/index.js';
import type { Decision, ExplainedRule, Explanation } from '../../stages/decision/index.js';

/** A reason with all that people need to look it up. `place` is file, line and column. */
export interface ExplainedReason {
  readonly code: string;
  readonly rule: string | null;
  readonly title: string | null;
  readonly law: readonly string[];
  readonly place: string | null;
  readonly missing: readonly string[];
  /** The bundle of the own rule that gave it, by its digest. */
  readonly bundle?: string;
}

/** What an explanation is about. */
export type ExplainedThing =
  | { readonly kind: 'request' }
  | {
      readonly kind: 'run';
      readonly run: string;
      /** Of the opening entry. */
      readonly index: number;
      readonly at: string;
      /** Null while the run is open. */
      readonly outcome: string | null;
    };

/** What policies on trial would have said, and what the answer would have been with all of them in force. */
export interface OnTrial {
  readonly reasons: readonly ExplainedReason[];
  /** Null where the rules were not kept. */
  readonly answer: Decision['kind'] | null;
}

/** Why a decision is what it is. Facts of the run are not personal. */
export interface DecisionExplanation {
  readonly about: ExplainedThing;
  readonly answer: Decision['kind'];
  /** `rules`: decided again under its own rules. `record`: those were not kept, and only recorded reasons are told. */
  readonly basis: 'rules' | 'record';
  readonly policySet: Digest;
  /** Whether those policies are in force now. */
  readonly inForce: boolean;
  readonly reasons: readonly ExplainedReason[];
  /** The rules that decided, then grants that did not count; each with its tests. */
  readonly rules: readonly ExplainedRule[];
  readonly present: readonly { readonly fact: string; readonly value: FactValue }[];
  readonly missing: readonly string[];
  /** The smallest changes of facts that turn the answer, each verified; null where it was not looked for. */
  readonly flips: Explanation['flips'] | null;
  readonly onTrial: OnTrial | null;
}
