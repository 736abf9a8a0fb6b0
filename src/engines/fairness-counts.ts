import type { CentroidModel, Model } from '../plugin-contract/index.js';

export interface DistanceAsk {
  readonly model: CentroidModel;
  /** Traits to cross, one list for each table. */
  readonly tables: readonly (readonly string[])[];
}

export interface NeighbourAsk {
  /** Numbers only. */
  readonly features: readonly string[];
  readonly neighbours: number;
  readonly tables: readonly (readonly string[])[];
}

/** Sums over the people of every group, in the order of `countSegments`; a group without people has zeros. */
export interface GroupSums {
  readonly traits: readonly string[];
  readonly groups: readonly {
    readonly group: string;
    readonly people: number;
    readonly sum: number;
    /** Of the squares of what is summed. */
    readonly squares: number;
  }[];
}

export interface AssociationAsk {
  readonly features: readonly string[];
  readonly traits: readonly string[];
  /** Numeric features with more distinct values are counted over this many bins of about equal numbers of people. */
  readonly distinctMax: number;
}

/** People of every group of one trait; in the order of its groups, with `other` and `unknown` at the end. */
export interface ReadCounts {
  readonly trait: string;
  readonly groups: readonly string[];
  /** Of the rows that were kept. */
  readonly kept: readonly number[];
  /** Of all rows that were read. */
  readonly read: readonly number[];
}

/** Counts[group][segment]; `unassigned` is a segment of its own at the end when rows have it. */
export interface GroupCounts {
  readonly traits: readonly string[];
  readonly groups: readonly string[];
  readonly segments: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

export interface ValueCounts {
  readonly feature: string;
  readonly trait: string;
  readonly numeric: boolean;
  readonly groups: readonly string[];
  /** Distinct values over these rows: near their number means an identifier. */
  readonly distinct: number;
  /** Rows looked at that have a value. */
  readonly rows: number;
  /** Whether these rows are of a sample. */
  readonly sampled: boolean;
  /** Counts[value][group], values in ascending order for numbers; the values themselves stay in the engine. */
  readonly counts: readonly (readonly number[])[];
}

export interface DealtAsk {
  readonly model: Model;
  /** Features to deal out, one after the other. */
  readonly features: readonly string[];
  readonly traits: readonly string[];
  readonly seed: number;
}

/** Tables in the order of the traits asked for; where very many rows were kept, over a sample that the key fixes. */
export interface DealtCounts {
  readonly asIs: readonly GroupCounts[];
  readonly dealt: readonly { readonly feature: string; readonly tables: readonly GroupCounts[] }[];
}

export interface CombinationAsk {
  readonly features: readonly string[];
  readonly traits: readonly string[];
  /** Numbers fall into this many bins of about equal numbers of people; of texts the most frequent have bins of their own. */
  readonly bins: number;
  /** People looked at, at most. */
  readonly people: number;
}

/** Bins and groups by number, in an order that the rows fix; the values themselves stay in the engine. */
export interface CombinationCounts {
  readonly features: readonly string[];
  readonly combinations: readonly {
    readonly codes: readonly number[];
    /** In the order of the traits asked for: the place in the trait's groups. */
    readonly groups: readonly number[];
    readonly people: number;
  }[];
}

export interface ReassignmentAsk {
  readonly model: CentroidModel;
  readonly trait: string;
  /** Smallest ratio between the shares of any two groups in a segment, above 0 and at most 1. */
  readonly ratioMin: number;
}
