import type { Digest } from '../../documents/index.js';
import type { ObligationChange, Strength } from './obligation-changes.js';

/** What a candidate would make of one recorded decision. */
export type ReplayKind = 'unchanged' | 'newly-denied' | 'newly-permitted' | 'obligations-changed' | 'not-replayable';

/** Why no result is claimed for a decision. */
export type NotReplayableCode =
  /** The entry lacks request, facts, categories or rules: an earlier version wrote it, or it is no decision. */
  | 'RECORD_INCOMPLETE'
  /** The rules that decided are not in the state, so that what the permit obliged is not known. */
  | 'RULES_NOT_KEPT'
  /** The kept rules are not those that the record names. */
  | 'RULES_ALTERED'
  /** The kept rules do not give the recorded decision. */
  | 'NOT_REPRODUCED'
  /** The candidate turns on facts that were not looked for then; `about` names them. */
  | 'FACT_NOT_KEPT'
  /** The purpose or dataset is declared otherwise now, so that scopes of the candidate may mean something else. */
  | 'SCOPE_CHANGED'
  /** The own rules that were asked then are neither in the state nor those in force, or are not those that the record names. */
  | 'OWN_RULES_NOT_KEPT'
  /** An own rule failed, then or now: whether it would fail again is not known. */
  | 'OWN_RULE_FAILED'
  /** Kernel and reference evaluator do not agree on the candidate's answer, or the kernel failed. */
  | 'EVALUATORS_DISAGREE';

/** Where the old answer comes from: decided again under the kept rules, or the record alone. */
export type Baseline = 'reproduced' | 'record';

/** One decision that the candidate changes, or for which nothing is claimed. */
export interface ReplayedDecision {
  readonly run: string;
  readonly index: number;
  readonly at: string;
  readonly plugin: string | null;
  readonly purpose: string | null;
  readonly dataset: string | null;
  readonly roles: readonly string[];
  readonly kind: Exclude<ReplayKind, 'unchanged'>;
  readonly baseline: Baseline | null;
  /** Reasons of the candidate as `CODE rule`; empty where nothing is claimed. */
  readonly reasons: readonly string[];
  /** Which way the obligations go together; null unless they changed. */
  readonly strength: Strength | null;
  readonly obligations: readonly ObligationChange[];
  readonly why: NotReplayableCode | null;
  /** Facts, names or digests that `why` is about. */
  readonly about: readonly string[];
}

export type Tally = Readonly<Record<ReplayKind, number>>;

/** A replay of recorded decisions under a candidate. Each was decided by itself, as if the candidate had been in force. */
export interface Replay {
  /** ISO instants; `until` itself is outside. */
  readonly since: string;
  readonly until: string;
  readonly candidate: Digest;
  readonly decisions: number;
  readonly total: Tally;
  /** Of those whose obligations changed. */
  readonly strengths: Readonly<Record<Strength, number>>;
  readonly baselines: Readonly<Record<Baseline, number>>;
  readonly byPlugin: Readonly<Record<string, Tally>>;
  readonly byPurpose: Readonly<Record<string, Tally>>;
  /** A decision counts once under each role of the one who asked. */
  readonly byRole: Readonly<Record<string, Tally>>;
  /** How many decisions were made under another state of a register than the one of now. */
  readonly registersChanged: Readonly<Record<string, number>>;
  /** Waivers of the candidate that were not in force then; each was taken as not yet used. */
  readonly newWaivers: readonly string[];
  readonly changes: readonly ReplayedDecision[];
}
