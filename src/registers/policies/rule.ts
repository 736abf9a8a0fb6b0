import type { Condition } from '../../conditions/index.js';
import type { Digest } from '../../documents/index.js';
import type { PolicyKind } from './policy.schema.js';

/** A place in a policy file. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Why a customer's row leaves a run. */
export type RowReason =
  | 'no-consent'
  | 'consent-too-old'
  | 'objection'
  | 'opt-out'
  | 'restriction'
  | 'retention'
  | 'prohibited';

/** Rows stay only where `keep` is certainly true; a scope by a row fact is already folded in. */
export interface RowRule {
  /** The policy, and the part of it: unique in a set. */
  readonly id: string;
  readonly rule: string;
  readonly reason: RowReason;
  readonly keep: Condition;
}

/** One obligation as the kernel merges it; `id` may carry a target: `mask:user.financial`, `ratioMin:sex`, `recursiveCMax:2`. */
export interface Obligation {
  readonly id: string;
  readonly value: string | number | readonly (string | number)[];
}

/** A constant of a legal profile that a rule was read with. */
export interface UsedConstant {
  /** `eu-gdpr/childConsentAge` */
  readonly name: string;
  /** Of the profile. */
  readonly version: string;
  readonly article: string | null;
  readonly value: string | number | boolean | readonly string[];
  readonly unit: string | null;
  /** The time in which the rule goes by this value, milliseconds since 1970; null without such a bound. */
  readonly from: number | null;
  readonly until: number | null;
  /** The tests of `when` that it gave their value, as positions among `leafPlaces`; none for another part. */
  readonly leaves: readonly number[];
}

/** Whether a constant has this value at a moment; one that is not known has none. */
export function holdsAt({ from, until }: Pick<UsedConstant, 'from' | 'until'>, now: unknown): boolean {
  return typeof now === 'number' && (from === null || from <= now) && (until === null || now < until);
}

/** A policy after checking and normalising: closed, resolved against the registers, with its places kept. */
export interface Rule {
  /** The policy's name; unique in a set. */
  readonly id: string;
  readonly kind: Exclude<PolicyKind, 'Waiver'>;
  readonly title: string;
  readonly owner: string;
  readonly law: {
    readonly requires: readonly string[];
    readonly supports: readonly string[];
    readonly stricterThanLaw: boolean;
  };
  readonly effect: 'grant' | 'restrict' | 'prohibit';
  readonly mode: 'enforce' | 'warn' | 'audit';
  /** Names that the scope resolves to; `*` means every one, also those that come later. */
  readonly purposes: readonly string[] | '*';
  readonly datasets: readonly string[] | '*';
  readonly plugins: readonly string[] | '*';
  /** Taxonomy keys with everything below them. */
  readonly categories: readonly string[] | '*';
  /** Destination scope, effective dates and `when`, over facts of the run alone; unknown never weakens a restriction. */
  readonly when: Condition;
  readonly rows: readonly RowRule[];
  readonly obligations: readonly Obligation[];
  readonly waivableBy: readonly string[];
  readonly place: Place;
  /** The place of each leaf of `when`, in the order of a depth-first walk; undefined for leaves made by the normaliser. */
  readonly leafPlaces: readonly (Place | undefined)[];
  /** Where the policy names constants of legal profiles: one entry for each value within the time of the policy. */
  readonly constants?: readonly UsedConstant[];
}

/** A waiver after checking; it counts while `when` (dates, uses left, scope) is certainly true. */
export interface RuleWaiver {
  readonly id: string;
  readonly rule: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: { readonly actor: string; readonly role: string };
  readonly when: Condition;
  readonly uses: number | null;
  readonly until: number;
  readonly place: Place;
}

/** The policies of a deployment, frozen and named by their digest. */
export interface PolicySet {
  readonly digest: Digest;
  /** Sorted by id. */
  readonly rules: readonly Rule[];
  readonly waivers: readonly RuleWaiver[];
  /** Every duration that a condition counts back from now: `24 months`; the host gives `cutoff.24 months` as a fact. */
  readonly durations: readonly string[];
}

/** How values of one obligation merge: commutative, associative, idempotent, so that order never matters. */
export const MEETS = {
  alphaMax: 'min',
  approvals: 'all',
  attemptsMax: 'min',
  benefitDifferenceMax: 'min',
  benefitRatioMin: 'max',
  betaMax: 'min',
  boundHigh: 'min',
  boundLow: 'max',
  budgetDelta: 'min',
  budgetEpsilon: 'min',
  budgetRho: 'min',
  cellSizeMin: 'max',
  confidence: 'max',
  correction: 'max',
  deltaMax: 'min',
  differenceMin: 'max',
  driftMax: 'min',
  driftRuns: 'min',
  entropyLMin: 'max',
  groupSizeMin: 'max',
  isolationMin: 'max',
  kMin: 'max',
  kWithSegmentMin: 'max',
  lMin: 'max',
  mask: 'max',
  modelOnly: 'max',
  noiseDelta: 'min',
  noiseEpsilon: 'min',
  noiseRho: 'min',
  onDrift: 'max',
  onFail: 'max',
  onInconclusive: 'max',
  onNotAssessed: 'max',
  onNotEstimable: 'max',
  onSmallDifference: 'max',
  ratioMin: 'max',
  recodedKMin: 'max',
  recodedLMin: 'max',
  recodedTMax: 'min',
  recursiveCMax: 'min',
  releaseDays: 'min',
  rows: 'all',
  segmentSizeMin: 'max',
  suppressionMax: 'min',
  tMax: 'min',
} as const;

/** The part of an obligation id before its target. */
export type ObligationName = keyof typeof MEETS;

/** What bias policies ask of a trait or of every one (`*`); without any of them nothing is judged. */
export const TRAIT_LIMITS = ['ratioMin', 'benefitRatioMin', 'benefitDifferenceMax'] as const;

/** Ordered words as numbers, so that `max` is the stricter one. */
export const CONSEQUENCES = ['release', 'hold', 'withhold'] as const;
export const CORRECTIONS = ['none', 'holm', 'holm-over-attempts'] as const;

/** A mask as the kernel compares it: [rank of the family, parameter, larger is stronger]. Ranks: round 1, bucket 2, quantiles 3, suppress 4. */
export type MaskStrength = readonly [number, number];
