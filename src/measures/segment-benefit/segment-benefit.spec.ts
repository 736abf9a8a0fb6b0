import fc from 'fast-check';
import { countTable } from '../count-table/index.js';
import { segmentBenefit } from './segment-benefit.js';

const tableOf = (counts: readonly (readonly number[])[]) =>
  countTable(
    counts.map((_, at) => `g${at}`),
    (counts[0] ?? []).map((_, at) => `s${at}`),
    counts,
  );
const grid = fc.array(fc.array(fc.nat(40), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 4 });
const values = fc.array(fc.nat(20), { minLength: 3, maxLength: 3 });
const closeTo = (value: number | null) => (value === null ? null : expect.closeTo(value, 8));

describe('the benefit of valued segments', () => {
  it('compares means of groups, with intervals', () => {
    const found = segmentBenefit({
      table: tableOf([
        [30, 70],
        [45, 55],
      ]),
      benefits: [10, 0],
    });
    expect(found).toMatchObject({
      mean: 3.75,
      difference: 1.5,
      ratio: expect.closeTo(2 / 3, 12),
      furthest: ['g0', 'g1'],
    });
    expect(found.groups[0]).toEqual({
      group: 'g0',
      people: 100,
      mean: 3,
      interval: [expect.closeTo(3 - 1.959964 * 10 * Math.sqrt(0.21 / 99), 5), expect.closeTo(3.902694, 5)],
    });
    expect(found.ratioInterval?.[0]).toBeLessThan(2 / 3);
    expect(found.ratioInterval?.[1]).toBeGreaterThan(2 / 3);
  });

  it('has no inequality when all get the same, and all of it between groups when groups are alike inside', () => {
    const even = segmentBenefit({
      table: tableOf([
        [3, 4],
        [1, 9],
      ]),
      benefits: [7, 7],
    });
    expect(even).toMatchObject({ generalisedEntropy: 0, theil: 0, betweenGroups: 0, difference: 0, ratio: 1 });
    const apart = segmentBenefit({
      table: tableOf([
        [6, 0],
        [0, 6],
      ]),
      benefits: [1, 3],
    });
    expect(apart.betweenGroups).toBeCloseTo(apart.generalisedEntropy as number, 12);
  });

  it('gives means but no ratio where a segment does harm, and nothing for nobody', () => {
    const harm = segmentBenefit({
      table: tableOf([
        [1, 3],
        [3, 1],
      ]),
      benefits: [1, -2],
    });
    expect(harm).toMatchObject({ difference: 1.5, ratio: null, generalisedEntropy: null, theil: null });
    const nobody = segmentBenefit({
      table: tableOf([
        [0, 0],
        [0, 0],
      ]),
      benefits: [1, 2],
    });
    expect(nobody).toMatchObject({ mean: null, difference: null, ratio: null, generalisedEntropy: null });
    const nothing = segmentBenefit({
      table: tableOf([
        [2, 1],
        [1, 1],
      ]),
      benefits: [0, 0],
    });
    expect(nothing).toMatchObject({ mean: 0, difference: 0, ratio: null, theil: null });
  });

  it('compares two groups, whatever their order, where all have the same mean', () => {
    const counts = [
      [2, 18, 14],
      [8, 27, 16],
    ];
    const found = segmentBenefit({ table: tableOf(counts), benefits: [12, 0, 12] });
    expect(found).toMatchObject({ difference: 0, ratio: 1 });
    expect(new Set(found.furthest).size).toBe(2);
    const turned = segmentBenefit({ table: tableOf([...counts].reverse()), benefits: [12, 0, 12] });
    expect(turned.ratioInterval).toEqual(found.ratioInterval);
  });

  it('does not depend on order or on groups without people, and not on the unit of the benefit', () => {
    fc.assert(
      fc.property(grid, values, (counts, benefits) => {
        const { groups: _, furthest: _names, ...found } = segmentBenefit({ table: tableOf(counts), benefits });
        const near = Object.fromEntries(
          Object.entries(found).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.map((end) => closeTo(end)) : closeTo(value as number | null),
          ]),
        );
        const turned = tableOf(counts.map((row) => [...row].reverse()).reverse());
        expect(segmentBenefit({ table: turned, benefits: [...benefits].reverse() })).toMatchObject(near);
        expect(segmentBenefit({ table: tableOf([...counts, [0, 0, 0]]), benefits })).toMatchObject(near);
        const tenfold = segmentBenefit({ table: tableOf(counts), benefits: benefits.map((value) => 10 * value) });
        expect(tenfold.ratio).toEqual(closeTo(found.ratio));
        expect(tenfold.theil).toEqual(closeTo(found.theil));
        expect(tenfold.generalisedEntropy).toEqual(closeTo(found.generalisedEntropy));
      }),
    );
  });

  it('keeps every figure but intervals when everybody is counted twice; a part is never more than the whole', () => {
    fc.assert(
      fc.property(grid, values, (counts, benefits) => {
        const once = segmentBenefit({ table: tableOf(counts), benefits });
        const doubled = tableOf(counts.map((row) => row.map((count) => 2 * count)));
        const twice = segmentBenefit({ table: doubled, benefits });
        for (const name of ['mean', 'difference', 'ratio', 'theil', 'generalisedEntropy'] as const) {
          expect(twice[name]).toEqual(closeTo(once[name]));
        }
        const { betweenGroups, generalisedEntropy } = once;
        expect(betweenGroups ?? 0).toBeLessThanOrEqual((generalisedEntropy ?? 0) + 1e-9);
      }),
    );
  });

  it('refuses a value too few', () => {
    expect(() => segmentBenefit({ table: tableOf([[1, 2]]), benefits: [1] })).toThrow('COUNTS_INVALID');
    expect(() => segmentBenefit({ table: tableOf([[1]]), benefits: [Number.NaN] })).toThrow('COUNTS_INVALID');
  });
});
