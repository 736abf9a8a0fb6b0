import type { AssignedRows, FairCentres, ResidualColumn } from '../../engines/index.js';
import type { SandboxLevel } from '../../isolation/index.js';
import type { Model } from '../../plugin-contract/index.js';

declare const segmented: unique symbol;

/** Who is in which segment, and how that came about. Only this stage can make one. */
export interface Segmentation {
  readonly [segmented]: true;
  /** `outside`: labels that somebody made elsewhere; their inputs are not governed. */
  readonly gives: 'model' | 'labels' | 'outside';
  readonly model: Model | null;
  readonly facts: Model['facts'];
  readonly rows: AssignedRows;
  /** The level that held; null when no plugin ran. */
  readonly isolation: SandboxLevel | null;
  /** How many rows the plugin was given. */
  readonly rowsSeen: number;
  /** Whether the segments follow from values of people: of rows or quantiles that a plugin saw, or labels from outside. */
  readonly fromData: boolean;
  readonly usedColumns: readonly string[];
  /** What was done with people by their group; absent where nothing was. */
  readonly mitigated?: Mitigated;
}

/** A treatment by group, with what it cost. */
export type Mitigated = Reassigned | Residual | Reweighed | SociallyFair;

/** Numbers that were freed of the trait before the plugin saw them. */
interface Residual {
  readonly kind: 'residualisation';
  readonly trait: string;
  readonly columns: readonly ResidualColumn[];
}

/** A plugin that was given a sample in which group and segment are independent. */
interface Reweighed {
  readonly kind: 'reweighing';
  readonly trait: string;
  readonly groups: readonly string[];
  readonly segments: readonly string[];
  /** By group and segment; they tell every count, so that no report shows them. */
  readonly weights: readonly (readonly number[])[];
  /** How much of the sample is left in effect (Kish), 0 to 1. */
  readonly effective: number;
}

/** Centres moved to where the group that is described worst is described best. */
interface SociallyFair extends Omit<FairCentres, 'model'> {
  readonly kind: 'socially-fair-centres';
  readonly trait: string;
}

interface Reassigned {
  readonly kind: 'reassignment';
  readonly trait: string;
  readonly ratioMin: number;
  /** People who are in another segment than the model alone would give them. */
  readonly moved: number;
  /** Sums of squared distances to the centre of the segment, in the scale of the model. */
  readonly inertia: { readonly before: number; readonly after: number };
  readonly groups: readonly string[];
  /** What is added to the distance of each group (row) to each segment (column). */
  readonly offsets: readonly (readonly number[])[];
}

/** Everything but the seal. */
export type SegmentationParts = Omit<Segmentation, typeof segmented>;
