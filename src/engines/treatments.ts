import type { CentroidModel } from '../plugin-contract/index.js';
import type { AssignedRows, PreparedRows, TraitRows } from './data-engine.js';

export interface ResidualAsk {
  readonly trait: string;
  /** Numeric features. */
  readonly columns: readonly string[];
}

/** Rows whose numbers tell nothing of a trait, each alone, and what became of every number. */
export interface ResidualRows {
  readonly rows: PreparedRows;
  readonly columns: readonly ResidualColumn[];
}

export interface ResidualColumn {
  readonly column: string;
  /** Share of the variance that lay between groups (eta squared), 0 to 1, before and after; null where there is none. */
  readonly told: readonly [number | null, number | null];
  /** Share of the variance that the new values still explain (squared correlation), 0 to 1; null where there is none. */
  readonly kept: number | null;
}

export interface FairCentresAsk {
  readonly model: CentroidModel;
  readonly trait: string;
  /** Groups with fewer people are assigned and count for nothing else. */
  readonly groupSizeMin: number;
}

/** Centres that make the mean cost of the worst served group small (socially fair k-means). */
export interface FairCentres {
  readonly model: CentroidModel;
  /** Mean squared distance of the group that is described worst, in the scale of the model. */
  readonly socialCost: { readonly before: number; readonly after: number };
  /** Sums of squared distances of everybody. */
  readonly inertia: { readonly before: number; readonly after: number };
  /** Null for a group that is too small to count. */
  readonly groups: readonly { readonly group: string; readonly before: number | null; readonly after: number | null }[];
  readonly rounds: number;
}

export interface ReassignedRows {
  readonly rows: AssignedRows;
  /** People who are in another segment than the nearest. */
  readonly moved: number;
  /** Sums of squared distances to the centre of the segment, in the scale of the model, by millionths. */
  readonly inertia: { readonly before: number; readonly after: number };
  /** What is added to the distance of each group (row) to each segment (column): the model of the new assignment. */
  readonly offsets: readonly (readonly number[])[];
  /** Whether every share came within its bounds, to one person. */
  readonly reached: boolean;
}

/** Which share of the people of each group in each segment may be drawn into a sample, 0 to 1. */
export interface Thinning {
  readonly assigned: AssignedRows;
  readonly traits: TraitRows;
  readonly trait: string;
  /** `shares[group][segment]`; people in no segment are not drawn. */
  readonly shares: readonly (readonly number[])[];
}
