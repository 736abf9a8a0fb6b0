import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type ClassKeys, peopleIn, projectedSizes } from '../class-keys/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';

/** What `attributeDistinction` gives, smaller sets first. */
export const AttributeDistinctionSchema = Type.Object(
  {
    sets: Type.Array(
      Type.Object(
        {
          attributes: Type.Array(Type.String(), { minItems: 1 }),
          /** Distinct combinations over people: the share that would have to go for all to look different. */
          distinction: Real,
          /** Of all pairs of people, those who differ in one of the attributes. */
          separation: Real,
        },
        closed,
      ),
    ),
  },
  closed,
);
export type AttributeDistinction = Readonly<Static<typeof AttributeDistinctionSchema>>;

/** Sets of more attributes are not tried, but for the set of all: their number grows out of bounds. */
const DEPTH = 3;

/** How far each set of up to three attributes, and all together, tell people apart. */
export function attributeDistinction(table: ClassKeys, depth = DEPTH): AttributeDistinction {
  const people = peopleIn(table);
  const all = [...table.attributes.keys()];
  const subsets = subsetsOf(all.length, depth);
  const asked = all.length > depth ? [...subsets, all] : subsets;
  return frozen({
    sets: asked.map((by) => {
      const { sizes } = projectedSizes(table, by);
      const pairs = people * (people - 1);
      const alike = sizes.reduce((sum, size) => sum + size * (size - 1), 0);
      return {
        attributes: by.map((at) => table.attributes[at] as string),
        distinction: people === 0 ? null : sizes.length / people,
        separation: pairs === 0 ? null : 1 - alike / pairs,
      };
    }),
  });
}

/** Every set of 1 to `depth` of the numbers below `count`, smaller ones first. */
export function subsetsOf(count: number, depth: number): readonly (readonly number[])[] {
  let last: readonly (readonly number[])[] = [[]];
  const found: (readonly number[])[] = [];
  for (let size = 1; size <= Math.min(depth, count); size += 1) {
    last = last.flatMap((set) => {
      const from = (set.at(-1) ?? -1) + 1;
      return Array.from({ length: count - from }, (_, more) => [...set, from + more]);
    });
    found.push(...last);
  }
  return found;
}

export const attributeDistinctionMeasure = defineMeasure({
  name: 'attribute-distinction',
  title: 'How far sets of attributes tell people apart',
  needs: 'class keys',
  direction: 'lower-is-better',
  resultSchema: AttributeDistinctionSchema,
  measure: (table: ClassKeys) => attributeDistinction(table),
});
