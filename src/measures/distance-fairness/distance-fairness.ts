import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { closed, IntervalSchema, nullable, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { twoSidedZ } from '../statistics/index.js';

/** What `distanceFairness` gives. */
export const DistanceFairnessSchema = Type.Object(
  {
    groups: Type.Array(
      Type.Object(
        {
          group: Type.String(),
          people: Type.Integer({ minimum: 0 }),
          /** Squared distance to the centre of the own segment, in the scale of the model; null for nobody. */
          mean: Real,
          interval: nullable(IntervalSchema),
        },
        closed,
      ),
    ),
    /** Largest mean of a group: what socially fair clustering makes small. */
    socialCost: Real,
    /** The group that is described worst. */
    group: nullable(Type.String()),
    /** Smallest mean by largest, at most 1; null when all are 0. */
    ratio: Real,
    /** Mean of everybody. */
    mean: Real,
  },
  closed,
);
type Loose = Static<typeof DistanceFairnessSchema>;
export type DistanceFairness = Readonly<Omit<Loose, 'groups'>> & {
  readonly groups: readonly Readonly<Loose['groups'][number]>[];
};

/** Sums over the people of a group who have a distance. */
export interface GroupDistances {
  readonly group: string;
  readonly people: number;
  /** Of squared distances. */
  readonly sum: number;
  /** Of their squares, for the interval. */
  readonly squares: number;
}

/** How well the centres describe each group; independent of how groups are spread over segments. */
export function distanceFairness(distances: readonly GroupDistances[], confidence = 0.95): DistanceFairness {
  const z = twoSidedZ(confidence);
  const groups = distances.map((one) => groupOf(one, z));
  const filled = groups.flatMap(({ group, mean }) => (mean === null ? [] : [{ group, mean }]));
  const people = distances.reduce((sum, one) => sum + one.people, 0);
  const mean = people === 0 ? null : distances.reduce((sum, one) => sum + one.sum, 0) / people;
  if (filled.length === 0) return frozen({ groups, socialCost: null, group: null, ratio: null, mean });
  const worst = filled.reduce((most, one) => (one.mean > most.mean ? one : most));
  const least = Math.min(...filled.map((one) => one.mean));
  const ratio = worst.mean === 0 || filled.length < 2 ? null : least / worst.mean;
  return frozen({ groups, socialCost: worst.mean, group: worst.group, ratio, mean });
}

function groupOf({ group, people, sum, squares }: GroupDistances, z: number) {
  if (people === 0) return { group, people, mean: null, interval: null };
  const mean = sum / people;
  if (people === 1) return { group, people, mean, interval: null };
  const error = Math.sqrt(Math.max(0, squares - people * mean * mean) / (people - 1) / people);
  const interval: [number, number] = [Math.max(0, mean - z * error), mean + z * error];
  return { group, people, mean, interval };
}

export const distanceFairnessMeasure = defineMeasure({
  name: 'distance-fairness',
  title: 'Distance of groups to the centres of their segments',
  needs: 'squared distances by group',
  direction: 'lower-is-better',
  resultSchema: DistanceFairnessSchema,
  measure: (distances: readonly GroupDistances[]) => distanceFairness(distances),
});
