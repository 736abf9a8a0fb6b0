import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { subsetsOf } from '../attribute-distinction/index.js';
import { type ClassKeys, peopleIn, projectedSizes } from '../class-keys/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';

const Count = Type.Integer({ minimum: 0 });

/** What `specialUniques` gives. */
export const SpecialUniquesSchema = Type.Object(
  {
    /** Sets of more attributes than this were not looked at. */
    depth: Count,
    /** People who are alone by some set of so few attributes. */
    people: Count,
    peopleShare: Real,
    /** Minimal sample uniques by the number of their attributes. */
    bySize: Type.Array(Type.Object({ attributes: Count, uniques: Count }, closed)),
    /** The largest SUDA score of a person, and the mean over people. */
    highestScore: Real,
    averageScore: Real,
    /** The share of all scores that goes when an attribute is left out; the largest first. */
    contributions: Type.Array(Type.Object({ attribute: Type.String(), share: Type.Number() }, closed)),
  },
  closed,
);
export type SpecialUniques = Readonly<Static<typeof SpecialUniquesSchema>>;

const DEPTH = 3;

interface Unique {
  /** The class, which is one person. */
  readonly at: number;
  readonly by: readonly number[];
}

/** People who are alone by few attributes: the fewer attributes it takes, and the more such sets, the riskier. */
export function specialUniques(table: ClassKeys, depth = DEPTH): SpecialUniques {
  const { attributes } = table;
  const deepest = Math.min(depth, attributes.length);
  const found = minimalUniques(table, deepest);
  const people = peopleIn(table);
  const scores = new Map<number, number>();
  const parts = attributes.map(() => 0);
  for (const { at, by } of found) {
    const score = scoreOf(by.length, attributes.length, deepest);
    scores.set(at, (scores.get(at) ?? 0) + score);
    for (const attribute of by) parts[attribute] = (parts[attribute] as number) + score;
  }
  const total = [...scores.values()].reduce((sum, score) => sum + score, 0);
  return frozen({
    depth: deepest,
    people: scores.size,
    peopleShare: people === 0 ? null : scores.size / people,
    bySize: Array.from({ length: deepest }, (_, at) => ({
      attributes: at + 1,
      uniques: found.filter(({ by }) => by.length === at + 1).length,
    })),
    highestScore: people === 0 ? null : [...scores.values()].reduce((most, score) => Math.max(most, score), 0),
    averageScore: people === 0 ? null : total / people,
    contributions: parts
      .map((part, at) => ({ attribute: attributes[at] as string, share: total === 0 ? 0 : part / total }))
      .sort((a, b) => b.share - a.share),
  });
}

// Smaller sets come first, so that a unique is minimal when none of its subsets was one before.
function minimalUniques(table: ClassKeys, depth: number): readonly Unique[] {
  const found: Unique[] = [];
  const before = new Map<number, number[]>();
  for (const by of subsetsOf(table.attributes.length, depth)) {
    const { groups, sizes } = projectedSizes(table, by);
    const bits = by.reduce((sum, at) => sum + 2 ** at, 0);
    table.classes.forEach((_, at) => {
      if (sizes[groups[at] as number] !== 1) return;
      const smaller = before.get(at) ?? [];
      if (smaller.some((set) => (set & bits) === set)) return;
      before.set(at, [...smaller, bits]);
      found.push({ at, by });
    });
  }
  return found;
}

// The number of ways in which a set of this size could have been reached from larger ones, down from the depth.
function scoreOf(size: number, attributes: number, depth: number): number {
  let score = 1;
  for (let at = size; at < depth; at += 1) score *= attributes - at;
  return score;
}

export const specialUniquesMeasure = defineMeasure({
  name: 'special-uniques',
  title: 'People who are alone by few attributes',
  needs: 'class keys',
  direction: 'lower-is-better',
  resultSchema: SpecialUniquesSchema,
  measure: (table: ClassKeys) => specialUniques(table),
});
