import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type ClassKeys, type KeyedClass, peopleIn } from '../class-keys/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';

const Count = Type.Integer({ minimum: 0 });

const ModeSchema = Type.Object(
  {
    /** The fewest people whom somebody may be taken for; 0 when there are no people. */
    k: Count,
    /** People who can be taken for nobody else. */
    uniques: Count,
    /** Mean of 1 / f over people. */
    peopleAverage: Real,
  },
  closed,
);

/** What `missingValues` gives: the same people under both readings of a missing value. */
export const MissingValuesSchema = Type.Object(
  {
    /** People who lack a quasi-identifier. */
    people: Count,
    valueOfItsOwn: ModeSchema,
    matchesAnything: ModeSchema,
  },
  closed,
);
export type MissingValues = Readonly<Static<typeof MissingValuesSchema>>;
type Mode = Readonly<Static<typeof ModeSchema>>;

/** How few people look alike when a missing value is a value of its own, and when it may be any value. */
export function missingValues(table: ClassKeys): MissingValues {
  const { classes } = table;
  const lacking = classes.filter(({ key }) => key.includes(null));
  return frozen({
    people: lacking.reduce((sum, { size }) => sum + size, 0),
    valueOfItsOwn: modeOf(
      table,
      classes.map(({ size }) => size),
    ),
    matchesAnything: modeOf(table, matchingSizes(table)),
  });
}

function modeOf(table: ClassKeys, matching: readonly number[]): Mode {
  const people = peopleIn(table);
  if (people === 0) return { k: 0, uniques: 0, peopleAverage: null };
  const risk = table.classes.reduce((sum, { size }, at) => sum + size / (matching[at] as number), 0);
  return {
    k: matching.reduce((least, size) => Math.min(least, size), people),
    uniques: matching.filter((size) => size === 1).length,
    peopleAverage: risk / people,
  };
}

/**
 * For every class the people whom it could be: those equal to it wherever neither lacks a value. Classes that lack the
 * same attributes are taken together, so that the work is one join for each pair of such patterns.
 */
export function matchingSizes({ attributes, classes }: ClassKeys): readonly number[] {
  const patterns = new Map<string, number[]>();
  classes.forEach(({ key }, at) => {
    const pattern = key.map((code) => (code === null ? '0' : '1')).join('');
    const alike = patterns.get(pattern);
    if (alike) alike.push(at);
    else patterns.set(pattern, [at]);
  });
  const matching = classes.map(() => 0);
  for (const [own, places] of patterns) {
    for (const [other, others] of patterns) {
      const both = [...attributes.keys()].filter((at) => own[at] === '1' && other[at] === '1');
      const sizes = sizesBy(
        others.map((at) => classes[at] as KeyedClass),
        both,
      );
      for (const at of places) {
        matching[at] = (matching[at] as number) + (sizes.get(keyBy(classes[at] as KeyedClass, both)) ?? 0);
      }
    }
  }
  return matching;
}

function sizesBy(classes: readonly KeyedClass[], by: readonly number[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const one of classes) sizes.set(keyBy(one, by), (sizes.get(keyBy(one, by)) ?? 0) + one.size);
  return sizes;
}

function keyBy({ key }: KeyedClass, by: readonly number[]): string {
  return by.map((at) => key[at]).join();
}

export const missingValuesMeasure = defineMeasure({
  name: 'missing-values',
  title: 'Class sizes under both readings of a missing value',
  needs: 'class keys',
  direction: 'no-direction',
  resultSchema: MissingValuesSchema,
  measure: missingValues,
});
