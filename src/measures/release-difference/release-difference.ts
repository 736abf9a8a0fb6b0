import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { sumOf } from '../count-table/index.js';
import { defineMeasure } from '../measure.js';

const Count = Type.Integer({ minimum: 0 });

/** What `releaseDifference` gives; people, not rows. */
export const ReleaseDifferenceSchema = Type.Object(
  {
    /** In both releases, in segments of one name. */
    stayed: Count,
    /** In both releases, in segments of different names. */
    changed: Count,
    /** In the earlier release alone. */
    left: Count,
    /** In the later release alone. */
    joined: Count,
  },
  { additionalProperties: false },
);
export type ReleaseDifference = Readonly<Static<typeof ReleaseDifferenceSchema>>;

/** People of two releases by their segment in each; null where they are in one release alone. */
export interface ReleasePair {
  readonly moves: readonly { readonly before: string | null; readonly now: string | null; readonly people: number }[];
}

/** How many people stayed, changed segment, left and joined between two releases. */
export function releaseDifference({ moves }: ReleasePair): ReleaseDifference {
  const people = (test: (before: string | null, now: string | null) => boolean) =>
    sumOf(moves.filter(({ before, now }) => test(before, now)).map((move) => move.people));
  return frozen({
    stayed: people((before, now) => before !== null && before === now),
    changed: people((before, now) => before !== null && now !== null && before !== now),
    left: people((before, now) => before !== null && now === null),
    joined: people((before, now) => before === null && now !== null),
  });
}

export const releaseDifferenceMeasure = defineMeasure({
  name: 'release-difference',
  title: 'People who changed segment between two releases',
  needs: 'people of two releases',
  direction: 'no-direction',
  resultSchema: ReleaseDifferenceSchema,
  measure: releaseDifference,
});
