import fc from 'fast-check';
import {
  countTable,
  effectIntervals,
  segmentBenefit,
  selectionRates,
  testIndependence,
  testSegments,
} from '../../measures/index.js';
import type { TraitFigures } from '../fairness/index.js';
import { figuresPart } from './figures-part.js';
import { hiddenPlaces, hiddenSegments } from './minimum-cell.js';

const MIN = 10;
const tableOf = (counts: readonly (readonly number[])[]) =>
  countTable(
    counts.map((_, at) => `g${at}`),
    (counts[0] ?? []).map((_, at) => `s${at}`),
    counts,
  );
const figuresOf = (table: ReturnType<typeof tableOf>): TraitFigures => {
  const { tests } = testSegments([{ trait: 't', table }]);
  const { method, p } = testIndependence(table);
  const means = table.counts.map((row, at) => ({ group: `g${at}`, people: row.reduce((sum, n) => sum + n, 0) }));
  return {
    intervals: effectIntervals(table),
    test: { method, p },
    segments: selectionRates(table).segments.map((one, at) => {
      const { trait: _, segment: _name, ...test } = tests[at] as (typeof tests)[number];
      return { ...one, ...test };
    }),
    worst: { segment: 's0', groups: ['g0', 'g1'], evidence: EVIDENCE },
    benefit: segmentBenefit({ table, benefits: table.segments.map((_, at) => at) }),
    distance: {
      groups: means.map((one) => ({ ...one, mean: 1, interval: null })),
      ...{ socialCost: 1, group: 'g0', ratio: 1, mean: 1 },
    },
    consistency: {
      neighbours: 5,
      people: 100,
      share: 0.5,
      groups: means.map((one) => ({ ...one, share: 0.5, interval: null })),
      ...{ difference: 0, lowest: 'g0' },
    },
    strata: [
      {
        ground: 'hours',
        smallIn: ['s1'],
        disparities: table.segments.flatMap((segment) =>
          table.groups.map((group) => ({ segment, group, overall: 0.1, conditional: 0.1, covered: 1 })),
        ),
      },
    ],
  };
};
const EVIDENCE = {
  ...{ confidence: 0.95, first: null, second: null, difference: 0, newcombe: null, scoreDifference: null },
  ...{ ratio: 1, katz: null, scoreRatio: null, fisher: 1 },
};

const cells = fc.array(fc.array(fc.nat(45), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 4 });

describe('the figures of a trait in a report', () => {
  it('are all there where no cell is hidden', () => {
    const table = tableOf([
      [20, 30, 40],
      [40, 30, 20],
    ]);
    const { strata, ...shown } = figuresPart(figuresOf(table), table, MIN);
    const { strata: _, ...found } = figuresOf(table);
    expect(shown).toEqual(found);
    const told = strata[0]?.disparities.filter(({ conditional }) => conditional !== null).map(({ segment }) => segment);
    expect(told).toEqual(['s0', 's0', 's2', 's2']);
  });

  it('never mix a hidden count in', () => {
    fc.assert(
      fc.property(cells, (counts) => {
        const table = tableOf(counts);
        const [places, gone] = [hiddenPlaces(table, MIN), hiddenSegments(table, MIN)];
        const shown = figuresPart(figuresOf(table), table, MIN);
        const hiddenIn = (segment: string) =>
          gone.includes(segment) || table.groups.some((group) => places.cell(group, segment) || places.total(group));
        const any = table.segments.some(hiddenIn);
        for (const { segment, ratio, difference, overall, p } of shown.segments) {
          if (hiddenIn(segment)) expect([ratio, difference, overall, p]).toEqual([null, null, null, null]);
        }
        for (const { segment, conditional } of shown.strata.flatMap(({ disparities }) => disparities)) {
          if (hiddenIn(segment)) expect(conditional).toBeNull();
        }
        for (const { group, mean } of shown.benefit?.groups ?? []) {
          if (table.segments.some((segment) => places.cell(group, segment))) expect(mean).toBeNull();
        }
        for (const { group, mean } of shown.distance?.groups ?? []) if (places.total(group)) expect(mean).toBeNull();
        if (!any) return;
        expect([shown.test.p, shown.benefit?.ratio, shown.benefit?.theil]).toEqual([null, null, null]);
        expect(Object.values(shown.intervals ?? {}).filter(Array.isArray)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('hide the mean of all beside the one group that is too small', () => {
    const table = tableOf([
      [400, 300, 200],
      [1, 1, 1],
      [400, 500, 600],
    ]);
    const { distance, consistency } = figuresPart(figuresOf(table), table, MIN);
    expect(distance).toMatchObject({ mean: null, ratio: null, socialCost: null });
    expect(distance?.groups[1]).toEqual({ group: 'g1', people: null, mean: null, interval: null });
    expect(consistency).toMatchObject({ share: null, difference: null });
  });
});
