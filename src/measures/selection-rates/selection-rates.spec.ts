import fc from 'fast-check';
import { countTable } from '../count-table/index.js';
import { selectionRates } from './selection-rates.js';

const cells = fc.array(fc.array(fc.nat(50), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 4 });
const tableOf = (counts: readonly (readonly number[])[], groups = counts.map((_, at) => `g${at}`)) =>
  countTable(groups, ['s', 't', 'u'], counts);

describe('selection rates', () => {
  it('list a group without people and keep it out of the disparity', () => {
    const { rates, segments } = selectionRates(
      tableOf([
        [1, 1, 2],
        [0, 0, 0],
        [3, 0, 1],
      ]),
    );
    expect(rates[1]).toEqual({ segment: 's', group: 'g1', count: 0, total: 0, rate: null, interval: null });
    expect(segments[0]).toMatchObject({ segment: 's', difference: 0.5, ratio: 1 / 3, overall: 0.5 });
  });

  it('have no ratio where nobody is selected, and 0 where one group is missing', () => {
    const { segments } = selectionRates(
      tableOf([
        [0, 0, 4],
        [0, 2, 2],
      ]),
    );
    expect(segments.map(({ ratio }) => ratio)).toEqual([null, 0, 0.5]);
    expect(segments.map(({ ratioToOverall }) => ratioToOverall)).toEqual([null, 0, expect.closeTo(2 / 3, 12)]);
  });

  it('of nobody at all are not there', () => {
    const { segments } = selectionRates(
      tableOf([
        [0, 0, 0],
        [0, 0, 0],
      ]),
    );
    expect(segments.every((segment) => segment.ratio === null && segment.overall === null)).toBe(true);
  });

  it('do not change disparities when groups are put in another order or one without people is declared', () => {
    fc.assert(
      fc.property(cells, (counts) => {
        const { segments } = selectionRates(tableOf(counts));
        expect(selectionRates(tableOf([...counts].reverse())).segments).toEqual(segments);
        expect(selectionRates(tableOf([...counts, [0, 0, 0]])).segments).toEqual(segments);
      }),
    );
  });

  it('stay the same when everybody is counted twice, with narrower intervals', () => {
    fc.assert(
      fc.property(cells, (counts) => {
        const once = selectionRates(tableOf(counts));
        const twice = selectionRates(tableOf(counts.map((row) => row.map((count) => 2 * count))));
        expect(twice.segments).toEqual(once.segments);
        once.rates.forEach(({ rate, interval }, at) => {
          const other = twice.rates[at];
          expect(other?.rate).toBe(rate);
          if (interval && other?.interval) {
            expect(other.interval[1] - other.interval[0]).toBeLessThan(interval[1] - interval[0]);
          }
        });
      }),
    );
  });
});
