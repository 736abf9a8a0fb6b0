import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { closed, nullable, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';
import { twoSidedZ } from '../statistics/index.js';

/** What `individualConsistency` gives. */
export const IndividualConsistencySchema = Type.Object(
  {
    /** Neighbours looked at for each person. */
    neighbours: Type.Integer({ minimum: 1 }),
    /** People whose neighbours were looked at. */
    people: Type.Integer({ minimum: 0 }),
    /** Mean share of neighbours in the same segment; null for nobody. */
    share: Real,
    groups: Type.Array(
      Type.Object(
        {
          group: Type.String(),
          people: Type.Integer({ minimum: 0 }),
          share: Real,
          interval: nullable(Type.Tuple([Type.Number(), Type.Number()])),
        },
        closed,
      ),
    ),
    /** Largest share of a group minus smallest. */
    difference: Real,
    /** The group whose neighbours are least often in the same segment. */
    lowest: nullable(Type.String()),
  },
  closed,
);
type Loose = Static<typeof IndividualConsistencySchema>;
export type IndividualConsistency = Readonly<Omit<Loose, 'groups'>> & {
  readonly groups: readonly Readonly<Loose['groups'][number]>[];
};

/** Over the people of a group who were looked at: how many of their neighbours share their segment. */
export interface GroupNeighbours {
  readonly group: string;
  readonly people: number;
  /** Sum over people of the neighbours in the same segment. */
  readonly same: number;
  /** Sum of the squares of the same, for the interval. */
  readonly squares: number;
}

export interface Neighbours {
  readonly neighbours: number;
  readonly groups: readonly GroupNeighbours[];
  readonly confidence?: number;
}

/** How often people who are alike are treated alike, by group. Throws MEASURE_OPTION_INVALID. */
export function individualConsistency({ neighbours, groups: counted, confidence = 0.95 }: Neighbours) {
  if (!(Number.isInteger(neighbours) && neighbours > 0)) throw invalid(neighbours);
  const z = twoSidedZ(confidence);
  const groups = counted.map((one) => groupOf(one, neighbours, z));
  const people = counted.reduce((sum, one) => sum + one.people, 0);
  const same = counted.reduce((sum, one) => sum + one.same, 0);
  const filled = groups.flatMap(({ group, share }) => (share === null ? [] : [{ group, share }]));
  const lowest = filled.reduce<(typeof filled)[number] | null>(
    (least, one) => (least === null || one.share < least.share ? one : least),
    null,
  );
  const result: IndividualConsistency = {
    neighbours,
    people,
    share: people === 0 ? null : same / (people * neighbours),
    groups,
    difference: lowest === null ? null : Math.max(...filled.map(({ share }) => share)) - lowest.share,
    lowest: lowest?.group ?? null,
  };
  return frozen(result);
}

// Of a person's shares, not of pairs: the neighbours of one person are alike, and count as one observation.
function groupOf({ group, people, same, squares }: GroupNeighbours, neighbours: number, z: number) {
  if (people === 0) return { group, people, share: null, interval: null };
  const share = same / (people * neighbours);
  if (people === 1) return { group, people, share, interval: null };
  const spread = Math.max(0, squares / neighbours ** 2 - people * share * share) / (people - 1);
  const error = z * Math.sqrt(spread / people);
  const interval: [number, number] = [Math.max(0, share - error), Math.min(1, share + error)];
  return { group, people, share, interval };
}

function invalid(neighbours: number) {
  return measuresError('MEASURE_OPTION_INVALID', {
    found: `${neighbours} neighbours`,
    expected: '1 or more',
    where: 'neighbours',
    next: 'Look at one neighbour or more.',
  });
}

export const individualConsistencyMeasure = defineMeasure({
  name: 'individual-consistency',
  title: 'Whether people who are alike land in one segment',
  needs: 'neighbours in the same segment by group',
  direction: 'higher-is-better',
  resultSchema: IndividualConsistencySchema,
  measure: individualConsistency,
});
