import type { Consequence, Permit } from '../decision/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { DriftReport, FairnessReport, RepresentationReport } from '../fairness/index.js';
import type { Features } from '../preparation/index.js';
import type { PrivacyReport } from '../privacy/index.js';

/** Codes of what the gates found; text is made from them where people read it. */
export type FindingCode =
  | 'SEGMENTS_SUPPRESSED'
  | 'NOTHING_TO_RELEASE'
  | 'RATIO_BELOW_LIMIT'
  | 'RATIO_INCONCLUSIVE'
  | 'RATIO_NOT_ESTIMABLE'
  | 'BENEFIT_RATIO_BELOW_LIMIT'
  | 'BENEFIT_DIFFERENCE_ABOVE_LIMIT'
  | 'BENEFIT_INCONCLUSIVE'
  | 'BENEFIT_NOT_ESTIMABLE'
  | 'BENEFIT_NOT_ASSESSED'
  | 'TRAIT_NOT_ASSESSED'
  | 'TRAIT_ESTIMATED'
  | 'REACH_DRIFTED'
  | 'K_BELOW_LIMIT'
  | 'K_WITH_SEGMENT_BELOW_LIMIT'
  | 'K_IS_NOT_ENOUGH'
  | 'HOMOGENEOUS_CLASSES'
  | 'SEGMENT_SHARE_ABOVE_LIMIT'
  | 'ENTROPY_L_BELOW_LIMIT'
  | 'RECURSIVE_L_BROKEN'
  | 'T_ABOVE_LIMIT'
  | 'BETA_ABOVE_LIMIT'
  | 'DELTA_ABOVE_LIMIT'
  | 'DIFFERENCE_TOO_SMALL'
  | 'RELEASES_TOO_CLOSE'
  | 'DIFFERENCE_NOT_ASSESSED'
  | 'TABLE_NOT_REACHED'
  | 'TOO_MANY_ATTEMPTS'
  | 'APPROVAL_NEEDED'
  | 'LABELS_FORBIDDEN'
  | 'FOREIGN_LABELS'
  | 'LABELS_LEFT_OUT'
  | 'SEGMENTS_FROM_DATA'
  | 'PEOPLE_NOT_TOLD_APART'
  | 'BUDGET_SPENT'
  | 'OBLIGATION_NOT_CARRIED_OUT';

/** One thing that the gates found, and what it does to the run. */
export interface Finding {
  readonly code: FindingCode;
  readonly consequence: Consequence;
  /** A trait, a crossing, a set of quasi-identifiers, an obligation, a role. */
  readonly subject: string;
  readonly segment?: string;
  /** The group with the lower rate first. */
  readonly groups?: readonly [string, string];
  readonly found?: number;
  readonly interval?: readonly [number, number];
  readonly limit?: number;
  /** People per group that would decide. */
  readonly groupSizeNeeded?: number;
}

/** How often the same dataset, purpose and destination were tried, and what is new this time. */
export interface Attempt {
  readonly family: string;
  readonly number: number;
  readonly changed: readonly string[];
  /** The attempts before it, the latest first: what each changed against the one before it, and how it ended. */
  readonly earlier: readonly {
    readonly number: number;
    readonly run: string;
    /** An ISO 8601 instant. */
    readonly at: string;
    readonly outcome: string;
    readonly changed: readonly string[];
  }[];
}

declare const judged: unique symbol;

interface Judged {
  readonly [judged]: true;
  readonly permit: Permit;
  readonly features: Features;
  readonly candidate: ReleaseCandidate;
  readonly fairness: FairnessReport;
  readonly drift: DriftReport;
  readonly representation: RepresentationReport | null;
  readonly privacy: PrivacyReport;
  readonly findings: readonly Finding[];
  readonly attempt: Attempt;
  readonly acknowledged: readonly string[];
}

export interface Cleared extends Judged {
  readonly kind: 'cleared';
}

/** The gates cannot say: a person must. */
export interface Held extends Judged {
  readonly kind: 'held';
}

/** Another run near a withheld one: with fewer columns, or with people treated by their group. */
export type Variant =
  | { readonly kind: 'without'; readonly columns: readonly string[] }
  | { readonly kind: 'reassignment'; readonly trait: string; readonly ratioMin: number }
  | { readonly kind: 'residualisation' | 'reweighing' | 'socially-fair-centres'; readonly trait: string };

/** A variant of a withheld run: what the gates would have said, and what it costs. */
export interface Trial {
  readonly variant: Variant;
  /** `refused`: no policy grants the treatment that it needs, so that it was not tried. */
  readonly verdict: 'cleared' | 'held' | 'withheld' | 'refused';
  /** The smallest ratio that the gates looked at, before and by the variant. */
  readonly smallestRatio: readonly [number | null, number | null];
  /** Share of the variation of all granted features that segments explain, 0 to 1, before and by the variant. */
  readonly explained: readonly [number, number | null];
  /** Share of people who are in another segment than the nearest, 0 to 1; null where nobody was reassigned. */
  readonly moved: number | null;
  /** Inertia after by inertia before; null where nobody was reassigned and no centre was moved. */
  readonly inertia: number | null;
  /** Share of the numbers' variance that is left where they were freed of a trait, of the sample where it was drawn by group. */
  readonly kept: number | null;
}

/** The gates say no. */
export interface Withheld extends Judged {
  readonly kind: 'withheld';
  readonly trials: readonly Trial[];
}

/** Only `judge` can make one. */
export type Verdict = Cleared | Held | Withheld;
