/** A column as a plugin knows it; a date is given as days since 1970-01-01. */
export interface PluginColumn {
  readonly name: string;
  readonly type: 'number' | 'date' | 'text' | 'boolean';
}

/** One column of the rows given. A missing value is NaN among numbers and null elsewhere. */
export type ColumnValues =
  | {
      readonly kind: 'numbers';
      readonly name: string;
      readonly values: Float64Array;
      /** 1 where the value is missing: a NaN of the data is not the same as nothing known. */
      readonly missing: Uint8Array;
    }
  | { readonly kind: 'texts'; readonly name: string; readonly values: readonly (string | null)[] }
  | { readonly kind: 'booleans'; readonly name: string; readonly values: readonly (boolean | null)[] };
