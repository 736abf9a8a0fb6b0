import type { RowReason } from '../../../registers/policies/index.js';
import type { Consequence, Mask, ReasonCode } from '../../decision/index.js';
import type { FairnessVerdict } from '../../fairness/index.js';
import type { FindingCode } from '../../gates/index.js';

/** What the text of a reason is made from: codes and names of registers, never a value of a person. */
export interface ReasonParts {
  readonly rule?: string;
  readonly title?: string;
  readonly missing?: readonly string[];
}

/** What the text of a finding is made from. A ratio under the minimum cell is left out before. */
export interface FindingParts {
  readonly subject: string;
  readonly segment?: string;
  /** The group with the lower rate first. */
  readonly groups?: readonly [string, string];
  readonly found?: number;
  readonly interval?: readonly [number, number];
  readonly limit?: number;
  readonly groupSizeNeeded?: number;
}

/** What the text of a trial is made from. */
export interface TrialParts {
  readonly variant:
    | { readonly kind: 'without'; readonly columns: readonly string[] }
    | { readonly kind: 'reassignment'; readonly trait: string; readonly ratioMin: number }
    | { readonly kind: 'residualisation' | 'reweighing' | 'socially-fair-centres'; readonly trait: string };
  readonly verdict: 'cleared' | 'held' | 'withheld' | 'refused';
  /** Before and by the variant; null where none may be shown. */
  readonly smallestRatio: readonly [number | null, number | null];
  readonly explained: readonly [number, number | null];
  readonly moved: number | null;
  readonly inertia: number | null;
  readonly kept: number | null;
}

export type NotShownCode =
  | 'TRAIT_NOT_HELD'
  | 'TRAIT_WITHOUT_LIMIT'
  | 'NO_TRAITS'
  | 'CELLS_HIDDEN'
  | 'SEGMENT_WITHOUT_BENEFIT'
  | 'NO_QUASI_IDENTIFIERS'
  | 'INPUTS_NOT_GOVERNED'
  | 'SETS_NOT_LOOKED_AT'
  | 'NO_EARLIER_RELEASE'
  | 'EARLIER_RELEASES_NOT_COMPARED'
  | 'RELEASES_COMPARED_IN_PAIRS'
  | 'SEGMENT_TELLS_GROUP'
  | 'PROXIES_BY_SAMPLE'
  | 'NOISE_HIDES_FIGURES'
  | 'DRIFT_BEFORE_BASE'
  | 'NO_REFERENCE_POPULATION'
  | 'REPRESENTATION_HIDDEN'
  | 'REPRESENTATION_WITHOUT_LIMIT'
  | 'DRIFT_HIDDEN'
  | 'DRIFT_WITHOUT_LIMIT'
  | 'SEGMENT_PROXIES_NOT_TESTED';

export type RunOutcome = 'denied' | 'withheld' | 'held' | 'released' | 'fault' | 'crashed' | 'dry';

/** A word for a table and a sentence that says what it means. */
export interface Term {
  readonly word: string;
  readonly meaning: string;
}

/** Every text that is made from a code, in one language. A code without a text does not compile. */
export interface Messages {
  /** An obligation that was carried out, by its id. */
  readonly obligation: (id: string) => string;
  /** BCP 47. */
  readonly language: string;
  readonly reasons: Readonly<Record<ReasonCode, (reason: ReasonParts) => string>>;
  /** Why a column that the catalogue gives no role is of no use. */
  readonly unclassified: string;
  readonly findings: Readonly<Record<FindingCode, (finding: FindingParts) => string>>;
  /** A variant of a withheld run: what would become of it, and what that costs, where it was tried. */
  readonly trials: {
    readonly result: (trial: TrialParts) => string;
    readonly cost: (trial: TrialParts) => string | null;
  };
  /** What stands where a count is hidden, by the minimum cell. */
  readonly hiddenCounts: (cellSizeMin: number) => string;
  /** What stands where a count is hidden under noise. */
  readonly hiddenUnderNoise: string;
  readonly consequences: Readonly<Record<Consequence, Term>>;
  readonly verdicts: Readonly<Record<FairnessVerdict, Term>>;
  readonly notShown: Readonly<Record<NotShownCode, (subject: string) => string>>;
  readonly rowReasons: Readonly<Record<RowReason, string>>;
  /** By the kind of mask and its parameter as records print it. */
  readonly masks: Readonly<Record<Mask['kind'], (parameter: string) => string>>;
  readonly outcomes: Readonly<Record<RunOutcome, Term>>;
  readonly suppressions: Readonly<Record<'smaller-than-minimum' | 'complementary', string>>;
  readonly traitStatus: Readonly<Record<'held' | 'sample' | 'estimated' | 'not-held', string>>;
  /** What stands between a plugin and the machine, by level; `outside` for labels made elsewhere. */
  readonly isolation: Readonly<Record<'0' | '1' | '2' | '3' | 'outside', string>>;
}
