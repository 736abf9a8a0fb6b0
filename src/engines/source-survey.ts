import type { Digest } from '../documents/index.js';
import type { ColumnType } from './data-engine.js';

/** What is asked of a source that nobody has described. */
export interface SurveyAsk {
  /** Values of each stratum (of a length, rare or repeated) that are given at most. */
  readonly valuesMax: number;
  /** Longer values are cut here. */
  readonly lengthMax: number;
  readonly seed: number;
}

/** A handle; the rows are in the engine. */
export interface SourceSurvey {
  readonly kind: 'surveyed';
  readonly rows: number;
  /** Over file names, sizes, times and headers. */
  readonly fingerprint: Digest;
  readonly columns: readonly SurveyedColumn[];
}

export interface SurveyedColumn {
  readonly name: string;
  /** The narrowest type that every value has; digits with a leading zero are text. */
  readonly type: ColumnType;
  /** Rows that have a value. */
  readonly filled: number;
  readonly distinct: number;
  /** Distinct values by length and rarity, so that a rare form is not missed beside a common one. */
  readonly strata: readonly SurveyedStratum[];
}

export interface SurveyedStratum {
  /** Of the column, in this stratum. */
  readonly rows: number;
  /** Chosen by a hash of the value, with how many rows have each. A person's data values. */
  readonly values: readonly { readonly text: string; readonly rows: number }[];
}

export interface SetsAsk {
  readonly sets: readonly (readonly string[])[];
  /** Where the source has more rows, about as many that their place and the seed choose. */
  readonly rowsMax: number;
  readonly seed: number;
}

export interface SetCounts {
  readonly columns: readonly string[];
  /** Looked at. */
  readonly rows: number;
  readonly classes: number;
  /** Rows that are alone in their class. */
  readonly unique: number;
  /** Pairs of rows that are equal. */
  readonly equalPairs: number;
}
