import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { defineMeasure } from '../measure.js';
import type { ReleasePair } from '../release-difference/index.js';

const Count = Type.Integer({ minimum: 0 });

/** A segment of one release beside the segments of the other that together come nearest to it. */
const NearestUnionSchema = Type.Object(
  {
    /** Which release the segment is of; the nearest ones are of the other. */
    side: Type.Enum(['before', 'now']),
    segment: Type.String(),
    nearest: Type.Array(Type.String(), { minItems: 1 }),
    /** People who are in the segment or in its nearest ones, and not in both. */
    difference: Count,
    /** Those of them who are in both releases: they changed segment, and neither left nor joined. */
    moved: Count,
  },
  { additionalProperties: false },
);

/** What `audienceDifference` gives; segments without anything near them are not in it. */
export const AudienceDifferenceSchema = Type.Object(
  { unions: Type.Array(NearestUnionSchema) },
  { additionalProperties: false },
);
export type NearestUnion = Readonly<Static<typeof NearestUnionSchema>>;
export type AudienceDifference = Readonly<Static<typeof AudienceDifferenceSchema>>;

/** For every segment of two releases: by how many people it differs from what comes nearest to it in the other. */
export function audienceDifference({ moves }: ReleasePair): AudienceDifference {
  const pairs = moves.map(({ before, now, people }) => ({ own: before, other: now, people }));
  const turned = pairs.map(({ own, other, people }) => ({ own: other, other: own, people }));
  return frozen({ unions: [...nearestUnions('before', pairs), ...nearestUnions('now', turned)] });
}

interface Cell {
  readonly own: string | null;
  readonly other: string | null;
  readonly people: number;
}

function nearestUnions(side: NearestUnion['side'], cells: readonly Cell[]): readonly NearestUnion[] {
  const sizes = peopleBy(cells);
  const absent = peopleBy(cells.filter(({ own }) => own === null));
  const own = [...new Set(cells.map((cell) => cell.own))].filter((name) => name !== null);
  return own.sort().flatMap((segment) => {
    const inside = peopleBy(cells.filter((cell) => cell.own === segment));
    const union = nearestUnion(inside, { sizes, absent });
    return union.nearest.length === 0 ? [] : [{ side, segment, ...union }];
  });
}

type People = ReadonlyMap<string | null, number>;

// A segment of the other release comes nearer by what it shares and further by what it does not: more than half decides.
function nearestUnion(inside: People, { sizes, absent }: { readonly sizes: People; readonly absent: People }) {
  const nearest: string[] = [];
  let moved = 0;
  let gone = inside.get(null) ?? 0;
  for (const [name, shared] of inside) {
    if (name === null) continue;
    const rest = (sizes.get(name) ?? 0) - shared;
    if (shared <= rest) {
      moved += shared;
      continue;
    }
    nearest.push(name);
    moved += rest - (absent.get(name) ?? 0);
    gone += absent.get(name) ?? 0;
  }
  return { nearest: nearest.sort(), difference: moved + gone, moved };
}

function peopleBy(cells: readonly Cell[]): People {
  const people = new Map<string | null, number>();
  for (const { other, people: count } of cells) people.set(other, (people.get(other) ?? 0) + count);
  return people;
}

export const audienceDifferenceMeasure = defineMeasure({
  name: 'audience-difference',
  title: 'People by whom segments of two releases differ',
  needs: 'people of two releases',
  direction: 'no-direction',
  resultSchema: AudienceDifferenceSchema,
  measure: audienceDifference,
});
