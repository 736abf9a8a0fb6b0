import {
  attributeDistinction,
  classKeys,
  classTable,
  deltaDisclosure,
  kAnonymity,
  lDiversity,
  missingValues,
  reidentificationRisk,
} from './index.js';
import { riskOf } from './individual-risk/individual-risk.js';
import { recursiveAbove } from './l-diversity/index.js';

// Where a known tool gives another figure, both stand here, with the reason for ours.

describe('figures in which known tools go wrong', () => {
  it('k, where rows without a quasi-identifier are dropped from the classes', () => {
    const counts = [
      [2, 1],
      [1, 2],
      [1, 0],
    ];
    const withoutTheLast = counts.slice(0, 2);
    // pyCANON groups by columns, which drops the row that lacks one: 3. She stands alone all the same: 1.
    expect([
      kAnonymity(classTable(['s', 't'], withoutTheLast)).k,
      kAnonymity(classTable(['s', 't'], counts)).k,
    ]).toEqual([3, 1]);
    const { valueOfItsOwn, matchesAnything } = missingValues(classKeys(['a'], [[0], [1], [null]], [3, 3, 1]));
    // sdcMicro lets her match everybody: 7 people whom she may be, and one more for everybody else.
    expect([valueOfItsOwn.k, matchesAnything.k]).toEqual([1, 4]);
  });

  it('the average risk, where classes are averaged and not people', () => {
    const { classAverage, peopleAverage } = reidentificationRisk(classTable(['s'], [[1], [9]]));
    // pyCANON's `average_rir` is the first. Of ten people two are found: the second.
    expect(classAverage).toBeCloseTo((1 + 1 / 9) / 2, 12);
    expect(peopleAverage).toBe(0.2);
  });

  it('entropy l, where a real number is cut to a whole one', () => {
    const equal = lDiversity(classTable(['a', 'b', 'c'], [[7, 7, 7]])).entropy as number;
    const ours = lDiversity(classTable(['a', 'b'], [[9, 1]])).entropy as number;
    // Three alike are 3 within 1e-9, though the cut may make 2 of it; 1.38 is not 1, which would mean that all is told.
    expect(Math.abs(equal - 3)).toBeLessThan(1e-9);
    expect(Math.floor(ours)).toBe(1);
    expect(ours).toBeCloseTo(1.3841, 4);
  });

  it('recursive diversity, where counts are sorted upwards', () => {
    const counts = [1, 3, 1, 1];
    const upwards = [...counts].sort((a, b) => a - b);
    // Upwards the smallest is r1: 1 < c · 3 holds for c = 1, which pyCANON prints. By the definition 3 < c · 1, so c > 3.
    expect((upwards[0] as number) / (upwards[3] as number)).toBeCloseTo(1 / 3, 12);
    expect(recursiveAbove(classTable(['a', 'b', 'c', 'd'], [counts]), 4)).toBe(3);
  });

  it('delta, where segments that are absent from a class are passed over', () => {
    const { infinite, finite } = deltaDisclosure(
      classTable(
        ['s', 't'],
        [
          [4, 0],
          [4, 4],
        ],
      ),
    );
    // pyCANON prints the finite part alone. That nobody of a class is in a segment says of each that they are not.
    expect(finite).toBeCloseTo(Math.log(1.5), 12);
    expect(infinite).toBe(true);
  });

  it('the risk of suppressed rows, where they count as a class', () => {
    const rows = [[2], [2], [2]];
    // Three classes of two and one row of stars: as a class of its own it gives 4/7; with nothing to know it by, 1/2.
    expect(reidentificationRisk(classTable(['s'], [...rows, [1]])).peopleAverage).toBeCloseTo(4 / 7, 12);
    expect(reidentificationRisk(classTable(['s'], rows, 1)).peopleAverage).toBe(0.5);
    expect(kAnonymity(classTable(['s'], rows, 1)).suppressedShare).toBeCloseTo(1 / 7, 12);
  });

  it('individual risk, where a factor takes it beyond 1', () => {
    // sdcMicro's exact method is tested with values of 2; a chance is at most 1.
    expect(riskOf({ sample: 1, population: 1 })).toBe(1);
    expect(riskOf({ sample: 1, population: 1.0001 })).toBeLessThanOrEqual(1);
  });

  it('sets of attributes, whose number grows out of bounds: depth three, and all together', () => {
    const width = 15;
    const names = Array.from({ length: width }, (_, at) => `q${at}`);
    const keys = Array.from({ length: 40 }, (_, row) => names.map((_, at) => (row >> (at % 5)) % 3));
    const { sets } = attributeDistinction(
      classKeys(
        names,
        keys,
        keys.map(() => 1),
      ),
    );
    expect(sets).toHaveLength(15 + 105 + 455 + 1);
    expect(sets.at(-1)?.attributes).toHaveLength(width);
  });
});
