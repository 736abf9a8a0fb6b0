import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type CountTable, countTable, marginsOf } from '../count-table/index.js';
import { closed, Real } from '../figures.schema.js';
import { testIndependence } from '../independence/index.js';
import { defineMeasure } from '../measure.js';
import { benjaminiHochberg, holm } from '../statistics/index.js';

/** What `testSegments` gives. */
export const SegmentTestsSchema = Type.Object(
  {
    /** Tests that could be made: the family of both corrections. */
    family: Type.Integer({ minimum: 0 }),
    tests: Type.Array(
      Type.Object(
        {
          trait: Type.String(),
          segment: Type.String(),
          method: Type.Union([Type.Enum(['fisher', 'chi-square', 'permutation']), Type.Null()]),
          p: Real,
          /** Adjusted by Holm: for decisions. */
          holm: Real,
          /** Adjusted by Benjamini and Hochberg: for looking around. */
          falseDiscovery: Real,
        },
        closed,
      ),
    ),
  },
  closed,
);
type Loose = Static<typeof SegmentTestsSchema>;
export interface SegmentTests {
  readonly family: number;
  readonly tests: readonly Readonly<Loose['tests'][number]>[];
}

export interface TestedTrait {
  readonly trait: string;
  readonly table: CountTable;
}

/** For every segment of every trait: does being in it hang together with the group at all? */
export function testSegments(traits: readonly TestedTrait[]): SegmentTests {
  const tests = traits.flatMap(({ trait, table }) =>
    table.segments.map((segment, at) => {
      const { method, p } = testIndependence(insideAndOutside(table, at));
      return { trait, segment, method, p };
    }),
  );
  const made = tests.flatMap(({ p }, at) => (p === null ? [] : [{ p, at }]));
  const adjusted = (by: (pValues: readonly number[]) => readonly number[]) => {
    const values = by(made.map(({ p }) => p));
    return new Map(made.map(({ at }, place) => [at, values[place] as number]));
  };
  const [family, share] = [adjusted(holm), adjusted(benjaminiHochberg)];
  return frozen({
    family: made.length,
    tests: tests.map((test, at) => ({
      ...test,
      holm: family.get(at) ?? null,
      falseDiscovery: share.get(at) ?? null,
    })),
  });
}

function insideAndOutside(table: CountTable, at: number): CountTable {
  const { groupTotals } = marginsOf(table);
  return countTable(
    table.groups,
    ['in', 'out'],
    table.counts.map((row, group) => [row[at] as number, (groupTotals[group] as number) - (row[at] as number)]),
  );
}

export const segmentTestsMeasure = defineMeasure({
  name: 'segment-tests',
  title: 'Which segments hang together with a trait',
  needs: 'trait tables',
  direction: 'no-direction',
  resultSchema: SegmentTestsSchema,
  measure: testSegments,
});
