/** What values of a column are clamped to; it holds numbers. */
export interface ColumnBounds {
  readonly column: string;
  readonly low: number;
  readonly high: number;
}

export interface BoundedAsk {
  readonly sums: readonly ColumnBounds[];
  /** Text columns. */
  readonly values: readonly string[];
}

export interface BoundedFigures {
  /** Of each column, by the order of segments: sums of (2 · value − low − high) in millionths. */
  readonly sums: readonly { readonly column: string; readonly sums: readonly bigint[] }[];
  readonly values: readonly {
    readonly column: string;
    /** By the order of segments. */
    readonly segment: number;
    readonly value: string;
    readonly people: bigint;
  }[];
}
