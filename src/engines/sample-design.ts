/** How the sample was drawn for whom a trait is known; with neither, everybody was as likely. */
export interface SampleDesign {
  readonly trait: string;
  /** A column of inclusion weights. */
  readonly weight: string | null;
  /** A column inside whose values everybody was as likely. */
  readonly stratum: string | null;
}

/** People, the sum of their weights and of the squares of these, by group and segment. */
export interface WeighedGroups {
  readonly groups: readonly string[];
  readonly segments: readonly string[];
  readonly people: readonly (readonly number[])[];
  readonly weights: readonly (readonly number[])[];
  readonly squares: readonly (readonly number[])[];
}
