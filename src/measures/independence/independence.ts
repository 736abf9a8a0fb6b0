import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { association } from '../association/index.js';
import { type CountTable, marginsOf, withoutEmpty } from '../count-table/index.js';
import { Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { chiSquareSurvival, fisherExact } from '../statistics/index.js';
import { permutationTest } from './permutation-test.js';

/** What `testIndependence` gives; null with fewer than two groups or segments that hold people. */
export const IndependenceSchema = Type.Object(
  {
    method: Type.Union([Type.Enum(['fisher', 'chi-square', 'permutation']), Type.Null()]),
    p: Real,
    chiSquare: Real,
    degreesOfFreedom: Type.Integer({ minimum: 0 }),
    /** p of the G statistic; given with the chi-square method only, where the approximation holds. */
    pOfG: Real,
    smallestExpected: Real,
    /** Draws of the permutation test. */
    draws: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type Independence = Readonly<Static<typeof IndependenceSchema>>;

export interface IndependenceOptions {
  readonly seed: number;
  readonly draws: number;
}

const DEFAULTS: IndependenceOptions = { seed: 0, draws: 4999 };

/** Expected counts from which the chi-square approximation may be used (Cochran 1954). */
const EXPECTED_EVERY = 1;
const EXPECTED_MOST = 5;
const SHARE_UNDER_MOST = 0.2;

/**
 * Are groups and segments independent? Fisher's exact test for a 2 x 2 table with an expected count under 5,
 * chi-square where Cochran's rule allows it, otherwise a seeded permutation test on the chi-square statistic.
 */
export function testIndependence(table: CountTable, options: IndependenceOptions = DEFAULTS): Independence {
  const filled = withoutEmpty(table);
  const { chiSquare, g, degreesOfFreedom } = association(filled);
  const expected = expectedCounts(filled);
  const of = { chiSquare, degreesOfFreedom, smallestExpected: smallest(expected), pOfG: null, draws: null };
  if (degreesOfFreedom === 0 || chiSquare === null || g === null) return frozen({ ...of, method: null, p: null });
  if (degreesOfFreedom === 1 && expected.some((count) => count < EXPECTED_MOST)) {
    return frozen({ ...of, method: 'fisher', p: fisherOf(filled) });
  }
  if (cochranHolds(expected)) {
    const [p, pOfG] = [chiSquare, g].map((statistic) => chiSquareSurvival(statistic, degreesOfFreedom));
    return frozen({ ...of, method: 'chi-square', p: p as number, pOfG: pOfG as number });
  }
  const p = permutationTest(filled, chiSquare, options);
  return frozen({ ...of, method: 'permutation', p, draws: options.draws });
}

function expectedCounts(table: CountTable): readonly number[] {
  const { groupTotals, segmentTotals, total } = marginsOf(table);
  return groupTotals.flatMap((group) => segmentTotals.map((segment) => (group * segment) / total));
}

function smallest(expected: readonly number[]): number | null {
  return expected.length === 0 ? null : expected.reduce((least, count) => Math.min(least, count));
}

function cochranHolds(expected: readonly number[]): boolean {
  const under = expected.filter((count) => count < EXPECTED_MOST).length;
  return expected.every((count) => count >= EXPECTED_EVERY) && under <= SHARE_UNDER_MOST * expected.length;
}

function fisherOf({ counts }: CountTable): number {
  const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = counts;
  return fisherExact(a, c, a + b, c + d);
}

export const independenceMeasure = defineMeasure({
  name: 'independence',
  title: 'Test of independence of groups and segments',
  needs: 'group x segment counts',
  direction: 'no-direction',
  resultSchema: IndependenceSchema,
  measure: (table: CountTable) => testIndependence(table),
});
