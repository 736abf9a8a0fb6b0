import type { Digest } from '../../documents/index.js';
import type { ColumnType } from '../../engines/index.js';
import type { Provenance } from '../names/index.js';

/**
 * How sure a finding is. `certain`: values alone prove it. `likely`: name and values say the same. `unsure`: they do not,
 * or one of them is not enough; a person decides. `nothing`: neither says anything; a person decides as well.
 */
export const CERTAINTIES = ['certain', 'likely', 'unsure', 'nothing'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** How much harm the worst of what was found can do; from the worst. */
export const SEVERITIES = ['special-category', 'direct-identifier', 'quasi-identifier', 'personal', 'none'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What the values, or the name, of a column say. Counts and words of ours: never a value. */
export type Evidence =
  | {
      readonly kind: 'values';
      readonly detector: string;
      /** In the plural. */
      readonly title: string;
      readonly category: string;
      /** Whether whole values have the form, or longer texts hold one. */
      readonly where: 'whole' | 'inside';
      /** Share of the rows that have a value, with its Wilson interval of 95 %. */
      readonly prevalence: number;
      readonly interval: readonly [number, number];
      /** Of the distinct values of this form that were looked at, how many pass the check; null where there is none. */
      readonly passing: { readonly count: number; readonly of: number; readonly chance: number } | null;
    }
  | { readonly kind: 'name'; readonly phrase: string; readonly category: string; readonly fits: boolean };

/** What one column was found to hold. */
export interface ColumnFinding {
  readonly name: string;
  readonly type: ColumnType;
  /** Fideslang data categories, the one of the column first, then of what stands in some of its values. */
  readonly categories: readonly string[];
  readonly certainty: Certainty;
  readonly severity: Severity;
  readonly roles: readonly string[];
  readonly provenance: Provenance;
  readonly rows: number;
  readonly filled: number;
  readonly distinct: number;
  /** The share of filled rows that detectors looked at. */
  readonly looked: number;
  readonly evidence: readonly Evidence[];
  /** One sentence. */
  readonly because: string;
  /** Of what was decided: the same as long as rules and data lead to the same. */
  readonly digest: Digest;
}
