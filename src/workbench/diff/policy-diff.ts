import type { Facts } from '../../conditions/index.js';
import type { Digest } from '../../documents/index.js';
import type { Obligation, Place } from '../../registers/policies/index.js';
import type { Answer, Question } from '../../stages/decision/index.js';

/** What happens to a question of a witness. */
export type ChangeKind = 'permitted' | 'denied' | 'weaker' | 'stronger' | 'incomparable';

/** A concrete question; the reference evaluator gave both answers. Facts that it leaves out make no difference. */
export interface Witness {
  readonly question: Question;
  /** Facts of the row that stays or leaves; only where rows are what changed. */
  readonly row?: Facts;
  readonly before: Answer;
  readonly after: Answer;
}

/** One thing that changes, with the policy whose edit makes it so. */
export interface PolicyChange {
  readonly kind: ChangeKind;
  readonly policy: string;
  readonly edit: 'added' | 'removed' | 'changed';
  /** In the second set; in the first where the policy was removed. */
  readonly place: Place;
  /** The obligation that changes, as the engine carries it out: `kMin`, `mask:user.financial`, `rows`. */
  readonly obligation?: string;
  /** What is obliged by all policies together; undefined where nothing is. */
  readonly before?: Obligation['value'];
  readonly after?: Obligation['value'];
  readonly witness: Witness;
}

/** A question that was left open because it grew beyond the limit. */
export interface Undecided {
  readonly policy: string;
  readonly kind: 'permitted' | 'denied' | 'weaker' | 'stronger';
  readonly obligation?: string;
  /** Steps that were taken before giving up. */
  readonly steps: number;
}

/** What one policy set means that another does not. */
export interface PolicyDiff {
  readonly before: Digest;
  readonly after: Digest;
  /** Proven: every question that the engine can ask has the same effect, obligations and rows under both. */
  readonly equivalent: boolean;
  /** Something is newly permitted, or an obligation weakens; also where that could not be decided. */
  readonly widens: boolean;
  /** Something is newly denied, or an obligation strengthens; also where that could not be decided. */
  readonly narrows: boolean;
  /** Some question was too large: `undecided` says which, and how far it got. */
  readonly gaveUp: boolean;
  readonly undecided: readonly Undecided[];
  readonly changes: readonly PolicyChange[];
  /** Policies whose text differs and whose meaning was proved to be the same. */
  readonly sameMeaning: readonly string[];
  /** No grant is in force in either set: nothing is permitted, and obligations bind nobody until something is granted. */
  readonly grantsNothing: boolean;
  /** How many policies and waivers were compared, and how many of them differ in what decides. */
  readonly compared: { readonly policies: number; readonly differing: number; readonly steps: number };
}

/** What is known beyond the policies, and when to give up. */
export interface DiffOptions {
  /** Keys of the taxonomy; every word is one when absent. */
  readonly categories?: Iterable<string>;
  /** Facts that follow from a registered name, such as `purpose.use`; other names are still asked about. */
  readonly purposes?: ReadonlyMap<string, Facts>;
  readonly datasets?: ReadonlyMap<string, Facts>;
  readonly plugins?: ReadonlyMap<string, Facts>;
  /** The moment that witnesses should be near, milliseconds since 1970. */
  readonly near?: number;
  /** Steps that one question may take; 2,000,000 when absent. */
  readonly limit?: number;
}
