/** Model schema, version 1: what a plugin returns and the engine assigns with SQL. */
export type Model = CentroidModel | RuleModel | BinModel;

/** A column is scaled as (value - centre) / scale before distances are taken; centre 0 and scale 1 mean raw. */
export interface ColumnScale {
  readonly column: string;
  readonly centre: number;
  readonly scale: number;
}

/** Nearest centroid: squared Euclidean distance in double, columns in the order of `columns`, ties to the lowest index. */
export interface CentroidModel {
  readonly version: 1;
  readonly form: 'centroids';
  readonly columns: readonly ColumnScale[];
  readonly segments: readonly { readonly name: string; readonly centroid: readonly number[] }[];
  /** What the plugin wants recorded: inertia, restarts, convergence, library version. Numbers, words and booleans. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** Ordered conditions, first match wins; a row that matches none falls to `otherwise`, or is unassigned without one. */
export interface RuleModel {
  readonly version: 1;
  readonly form: 'rules';
  readonly rules: readonly { readonly segment: string; readonly when: ColumnCondition }[];
  readonly otherwise?: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Score bins, then ordered named segments over the scores. A value gets score 1 + the number of edges that are <= it
 * (half-open bins [lower, upper)); `reversed` turns the score s into bins + 1 - s.
 */
export interface BinModel {
  readonly version: 1;
  readonly form: 'bins';
  readonly scores: readonly {
    readonly name: string;
    readonly column: string;
    readonly edges: readonly number[];
    readonly reversed: boolean;
  }[];
  /** First match wins; every named score must lie in its inclusive range; scores not named are free. */
  readonly segments: readonly {
    readonly name: string;
    readonly when: Readonly<Record<string, { readonly from: number; readonly to: number }>>;
  }[];
  readonly otherwise?: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** A condition over the columns that a plugin was given; a NULL column makes a test unknown, which does not match. */
export type ColumnCondition =
  | { readonly all: readonly ColumnCondition[] }
  | { readonly any: readonly ColumnCondition[] }
  | { readonly not: ColumnCondition }
  | ({ readonly column: string } & ColumnTest);

export type ColumnTest =
  | { readonly eq: string | number | boolean }
  | { readonly in: readonly (string | number)[] }
  | { readonly lt: number }
  | { readonly lte: number }
  | { readonly gt: number }
  | { readonly gte: number };
