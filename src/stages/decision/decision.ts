import type { Facts } from '../../conditions/index.js';
import type { Digest } from '../../documents/index.js';
import type { CORRECTIONS, Obligation, Place, RowRule } from '../../registers/policies/index.js';
import type { SegmentationRequest } from '../request/index.js';
import type { NoiseLimits } from './noise-limits.js';

/** Codes of reasons; text is made from them where people read it. */
export type ReasonCode =
  | 'GRANTED'
  | 'RESTRICTED'
  | 'NOT_COVERED'
  | 'PROHIBITED'
  | 'UNKNOWN_OBLIGATION'
  | 'BAD_REQUEST'
  | 'ISOLATION_TOO_LOW'
  | 'MITIGATION_NOT_GRANTED'
  | 'ALL_SUPPRESSED'
  | 'KERNEL_FAULT'
  | 'WOULD_RESTRICT'
  | 'WOULD_PROHIBIT'
  | 'WAIVED'
  | 'OWN_RULE_FORBIDS'
  | 'OWN_RULE_RESTRICTS'
  | 'OWN_RULE_FAILED';

/** One reason of a decision, with the rule that gave it and what was known. */
export interface Reason {
  readonly code: ReasonCode;
  /**
   * The rule, the data category that nothing covers, or the obligation that nobody knows. Of an own rule: `own/`, its
   * name, and the code that it gave or the cause of its failure.
   */
  readonly ref?: string;
  readonly title?: string;
  readonly law?: readonly string[];
  readonly place?: Place;
  /** Facts of the run that made it so; facts that were missing. */
  readonly present?: readonly string[];
  readonly missing?: readonly string[];
  /** The bundle of the own rule that gave it. */
  readonly bundle?: Digest;
}

/** What a column may be used as; `mask` null means as it is. */
export interface GrantedColumn {
  readonly name: string;
  readonly mask: Mask | null;
}

/** A mask that keeps the maths alive. `suppress` removes the column from the run. */
export type Mask =
  | { readonly kind: 'round'; readonly to: number }
  | { readonly kind: 'bucket'; readonly width: number }
  | { readonly kind: 'quantiles'; readonly bins: number }
  | { readonly kind: 'suppress' };

export type Consequence = 'release' | 'hold' | 'withhold';

/** What one trait must reach; merged over all bias policies in force. */
export interface FairnessLimit {
  /** A trait, or `*` for every trait and crossing of the dataset. */
  readonly trait: string;
  readonly ratioMin: number;
}

/** What groups of a trait may get on average; merged over all bias policies in force. */
export interface BenefitLimit {
  readonly limit: 'benefitRatioMin' | 'benefitDifferenceMax';
  /** A trait, or `*` for every trait and crossing of the dataset. */
  readonly trait: string;
  readonly value: number;
}

/** The merged obligations, typed; every stage says which it carried out. */
export interface Limits {
  readonly segmentSizeMin: number;
  readonly cellSizeMin: number;
  readonly kMin: number | null;
  readonly lMin: number | null;
  readonly kWithSegmentMin: number | null;
  readonly alphaMax: number | null;
  readonly entropyLMin: number | null;
  /** Recursive (c, l)-diversity: for each l that a policy names, what c must stay under. */
  readonly recursive: readonly { readonly l: number; readonly cMax: number }[];
  readonly tMax: number | null;
  readonly betaMax: number | null;
  readonly deltaMax: number | null;
  readonly differenceMin: number | null;
  readonly onSmallDifference: Consequence;
  /** Of a k-anonymous table beside the segments; null where no policy speaks. */
  readonly recoded: {
    readonly kMin: number | null;
    readonly lMin: number | null;
    readonly tMax: number | null;
    readonly suppressionMax: number | null;
  };
  readonly isolationMin: number;
  readonly modelOnly: boolean;
  readonly fairness: readonly FairnessLimit[];
  readonly benefit: readonly BenefitLimit[];
  readonly confidence: number;
  readonly correction: (typeof CORRECTIONS)[number];
  readonly groupSizeMin: number;
  readonly onFail: Consequence;
  readonly onInconclusive: Consequence;
  readonly onNotEstimable: Consequence;
  readonly onNotAssessed: Consequence;
  readonly attemptsMax: number | null;
  /** In standard errors; null where no policy says that a drift matters. */
  readonly driftMax: number | null;
  readonly driftRuns: number;
  readonly onDrift: Consequence;
  readonly releaseDays: number | null;
  readonly approvals: readonly string[];
  /** Null where rows may leave. */
  readonly noise: NoiseLimits | null;
}

declare const decided: unique symbol;

interface Decided {
  readonly [decided]: true;
  readonly request: SegmentationRequest;
  /** Facts of the run as they were; time is one of them, so that the decision can be made again. */
  readonly facts: Facts;
  readonly policySet: Digest;
  /** The own rules that were asked; null where the deployment has none. */
  readonly ownRules: Digest | null;
  readonly reasons: readonly Reason[];
  /** What warn and audit policies would have said. */
  readonly wouldHave: readonly Reason[];
}

/** Only `decide` can make one. */
export interface Permit extends Decided {
  readonly kind: 'permit';
  readonly columns: readonly GrantedColumn[];
  /** Row predicates, with facts of the run folded in: what is left speaks of the row alone. */
  readonly rows: readonly RowRule[];
  readonly limits: Limits;
  /** As the kernel merged them; each must be acknowledged before anything is released. */
  readonly obligations: readonly Obligation[];
  readonly waiversUsed: readonly string[];
}

/** Policy says no before any data is read. */
export interface Denial extends Decided {
  readonly kind: 'denial';
}

export type Decision = Permit | Denial;
