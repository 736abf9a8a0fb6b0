/** What a plugin returns when it cannot express a model: one code for each row that it was given, in their order. */
export interface Labels {
  readonly version: 1;
  readonly form: 'labels';
  readonly segments: readonly string[];
  /** `segments[codes[i]]` is the segment of row i; -1 leaves the row unassigned. */
  readonly codes: Int32Array;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}
