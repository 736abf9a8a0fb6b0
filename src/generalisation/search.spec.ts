import fc from 'fast-check';
import { kAnonymity, lDiversity, withSegmentKnown } from '../measures/index.js';
import { Roller } from './class-counts.js';
import { codeValues } from './coded-attribute.js';
import { type Combinations, combinationsOf, peopleIn } from './combinations.js';
import { entropyAt, entropyByLevel } from './entropy-loss.js';
import { releasedClasses, tableOfVector } from './generalised-table.js';
import { levelNames } from './hierarchy.js';
import { keptCounts, overallShares, suppressionLimit } from './kept-counts.js';
import { mondrian } from './mondrian.js';
import { bestRecoding } from './search.js';
import type { Targets } from './targets.js';
import { utilityOf } from './utility.js';

const VALUES = ['0', '1', '2', '3', '4', '5'];
const HIERARCHIES = [
  // Pairs, then halves.
  VALUES.map((value) => [value, `p${Math.floor(Number(value) / 2)}`, Number(value) < 4 ? 'low' : 'high', '*']),
  VALUES.map((value) => [value, Number(value) % 2 === 0 ? 'even' : 'odd', '*']),
  VALUES.map((value) => [value, '*']),
].map((rows) => levelNames({ kind: 'values', rows }));
const HEIGHTS = [4, 3, 2];

type Row = readonly [number, number, number, number];

function tableOf(rows: readonly Row[], ordered = false): Combinations {
  const coded = HIERARCHIES.map((hierarchy, at) =>
    codeValues(`q${at}`, VALUES, { hierarchy, ordered: ordered && at === 0 }),
  );
  const codes = coded.map(({ grounds }, at) => Int32Array.from(rows, (row) => grounds[row[at] as number] as number));
  const segment = Int32Array.from(rows, (row) => row[3]);
  const people = new Int32Array(rows.length).fill(1);
  return combinationsOf(
    coded.map(({ attribute }) => attribute),
    { codes, segment, people },
    ['s', 't'],
  );
}

const value = fc.nat(5);
const rowsGiven = fc.array(fc.tuple(value, value, value, fc.nat(1)), { minLength: 1, maxLength: 40 });
const targetsGiven = fc.record({
  k: fc.integer({ min: 1, max: 6 }),
  l: fc.integer({ min: 1, max: 2 }),
  t: fc.constantFrom(null, 0.2, 0.5),
  suppressionMax: fc.constantFrom(0, 0.1, 0.3),
});

function vectors(): readonly (readonly number[])[] {
  return HEIGHTS.reduce<number[][]>(
    (all, height) => all.flatMap((vector) => Array.from({ length: height }, (_, level) => [...vector, level])),
    [[]],
  );
}

/** Every vector tried for itself, over the rows and their names. */
function bruteForce(rows: readonly Row[], targets: Targets) {
  const table = tableOf(rows);
  const byLevel = entropyByLevel(table);
  const overall = [0, 1].map((segment) => rows.filter((row) => row[3] === segment).length / rows.length);
  const holding = vectors().filter((vector) => {
    const classes = new Map<string, [number, number]>();
    for (const row of rows) {
      const key = vector.map((level, at) => HIERARCHIES[at]?.of(VALUES[row[at] as number] as string)[level]).join('|');
      const cells = classes.get(key) ?? [0, 0];
      classes.set(key, cells);
      cells[row[3] as 0 | 1] += 1;
    }
    const left = [0, 0] as [number, number];
    let smallest = Number.POSITIVE_INFINITY;
    for (const cells of classes.values()) {
      const kept = cells.map((people) => (people < targets.k ? 0 : people));
      const people = (kept[0] as number) + (kept[1] as number);
      const shares = kept.map((count, segment) => Math.abs(count / people - (overall[segment] as number)));
      const near = targets.t === null || ((shares[0] as number) + (shares[1] as number)) / 2 <= targets.t;
      const good = people > 0 && kept.filter((one) => one > 0).length >= targets.l && near;
      left[0] += cells[0] - (good ? (kept[0] as number) : 0);
      left[1] += cells[1] - (good ? (kept[1] as number) : 0);
      if (good) smallest = Math.min(smallest, people);
    }
    // Who is left out must not be a telling group: the smallest class goes with them.
    const all = left[0] + left[1];
    const telling = all > 0 && (all < targets.k || left.filter((one) => one > 0).length < targets.l);
    const total = telling && smallest < Number.POSITIVE_INFINITY ? all + smallest : all;
    return total <= suppressionLimit(rows.length, targets);
  });
  return holding.map((vector) => entropyAt(byLevel, vector)).sort((a, b) => a - b)[0] ?? null;
}

describe('the search for the best level vector', () => {
  it('finds what trying every vector finds', () => {
    fc.assert(
      fc.property(rowsGiven, targetsGiven, (rows, targets) => {
        const { best, vectors: all, examined } = bestRecoding(tableOf(rows), targets);
        expect(best?.entropy ?? null).toBe(bruteForce(rows, targets));
        expect(examined).toBeLessThanOrEqual(all);
      }),
      { numRuns: 300 },
    );
  });

  it('gives a table in which every person keeps k and l', () => {
    fc.assert(
      fc.property(rowsGiven, targetsGiven, (rows, targets) => {
        const table = tableOf(rows);
        const { best } = bestRecoding(table, targets);
        if (best === null) return;
        const released = releasedClasses(table, tableOfVector(table, best));
        const { people, suppressed } = kAnonymity(released);
        expect(people + suppressed).toBe(rows.length);
        expect(suppressed).toBeLessThanOrEqual(suppressionLimit(rows.length, targets));
        if (people === 0) return;
        expect(suppressed === 0 || suppressed >= targets.k).toBe(true);
        expect(kAnonymity(withSegmentKnown(released)).k).toBeGreaterThanOrEqual(targets.k);
        expect(lDiversity(released).distinct).toBeGreaterThanOrEqual(targets.l);
      }),
    );
  });

  it('does not turn on the order of rows', () => {
    fc.assert(
      fc.property(rowsGiven, targetsGiven, (rows, targets) => {
        const forth = bestRecoding(tableOf(rows), targets).best;
        const back = bestRecoding(tableOf([...rows].reverse()), targets).best;
        expect([back?.vector, back?.entropy]).toEqual([forth?.vector, forth?.entropy]);
      }),
    );
  });

  it('refuses targets outside their ranges', () => {
    const targets = { k: 2, l: 1, t: null, suppressionMax: 0 };
    const table = tableOf([[0, 0, 0, 0]]);
    for (const wrong of [{ k: 0 }, { k: 1.5 }, { l: 0 }, { t: 2 }, { suppressionMax: -0.1 }]) {
      expect(() => bestRecoding(table, { ...targets, ...wrong })).toThrow('TARGETS_INVALID');
    }
  });

  it('refuses a lattice of more vectors than it searches', () => {
    const hierarchy = levelNames({ kind: 'masked', characters: [0, 1, 2, 3, 4, 5, 6, 7, 8] });
    const coded = Array.from({ length: 6 }, (_, at) => codeValues(`q${at}`, ['a'], { hierarchy, ordered: false }));
    const column = Int32Array.of(0);
    const rows = { codes: coded.map(() => column), segment: column, people: Int32Array.of(1) };
    const table = combinationsOf(
      coded.map(({ attribute }) => attribute),
      rows,
      ['s'],
    );
    expect(() => bestRecoding(table, { k: 2, l: 1, t: null, suppressionMax: 0 })).toThrow('LATTICE_TOO_LARGE');
  });
});

describe('generalising', () => {
  it('never lets the smallest class shrink, nor more people be left out', () => {
    fc.assert(
      fc.property(rowsGiven, fc.constantFrom(...vectors()), fc.nat(2), (rows, vector, at) => {
        if ((vector[at] as number) + 1 >= (HEIGHTS[at] as number)) return;
        const table = tableOf(rows);
        const coarser = vector.map((level, index) => (index === at ? level + 1 : level));
        const overall = overallShares(table.counts, 2);
        const measured = [vector, coarser].map((one) => {
          const classes = new Roller(table).at(one);
          const sizes = Array.from(
            { length: classes.classes },
            (_, c) => (classes.counts[2 * c] as number) + (classes.counts[2 * c + 1] as number),
          );
          const targets = { k: 3, l: 2, t: null, suppressionMax: 1 };
          return { k: Math.min(...sizes), left: keptCounts(classes, targets, overall).suppressed };
        });
        expect(measured[1]?.k).toBeGreaterThanOrEqual(measured[0]?.k as number);
        expect(measured[1]?.left).toBeLessThanOrEqual(measured[0]?.left as number);
      }),
    );
  });
});

describe('strict partitioning', () => {
  const anyTargets = targetsGiven.map((targets) => ({ ...targets, suppressionMax: 0 }));

  it('keeps everybody in a class that reaches the targets, or gives nothing', () => {
    fc.assert(
      fc.property(rowsGiven, anyTargets, fc.boolean(), (rows, targets, ordered) => {
        const table = tableOf(rows, ordered);
        const parted = mondrian(table, targets);
        const classes = parted === null ? null : releasedClasses(table, parted);
        if (classes === null) {
          const whole = new Roller(table).at(HEIGHTS.map((height) => height - 1));
          expect(keptCounts(whole, targets, overallShares(table.counts, 2)).suppressed).toBeGreaterThan(0);
          return;
        }
        expect(kAnonymity(classes).people).toBe(peopleIn(table));
        expect(kAnonymity(withSegmentKnown(classes)).k).toBeGreaterThanOrEqual(targets.k);
        expect(lDiversity(classes).distinct).toBeGreaterThanOrEqual(targets.l);
      }),
    );
  });

  it('gives labels that cover the people of the class, and no two classes with the same labels', () => {
    fc.assert(
      fc.property(rowsGiven, anyTargets, fc.boolean(), (rows, targets, ordered) => {
        const table = tableOf(rows, ordered);
        const parted = mondrian(table, targets);
        if (parted === null) return;
        parted.classOf.forEach((one, combination) => {
          parted.labels.forEach(({ level, from, to }, at) => {
            const ground = table.codes[at]?.[combination] as number;
            const code = table.attributes[at]?.levels[level[one] as number]?.[ground] as number;
            expect(code >= (from[one] as number) && code <= (to[one] as number)).toBe(true);
          });
        });
        const read = Array.from({ length: parted.classes }, (_, one) =>
          parted.labels.map(({ level, from, to }) => `${level[one]}:${from[one]}-${to[one]}`).join(' '),
        );
        expect(new Set(read).size).toBe(parted.classes);
      }),
    );
  });
});

describe('what generalisation costs', () => {
  it('is nothing where nothing is generalised, and everything where everything is', () => {
    const rows: Row[] = [
      [0, 0, 0, 0],
      [1, 1, 1, 0],
      [2, 0, 5, 1],
    ];
    const table = tableOf(rows);
    const at = (k: number, suppressionMax: number) => {
      const { best } = bestRecoding(table, { k, l: 1, t: null, suppressionMax });
      return best && utilityOf(table, tableOfVector(table, best));
    };
    expect(at(1, 0)).toEqual({
      entropy: 0,
      entropyShare: 0,
      loss: 0,
      discernibility: 3,
      averageClassSize: 1,
      suppressedShare: 0,
    });
    expect(at(9, 1)).toEqual({
      entropy: 0,
      entropyShare: 1,
      loss: 1,
      discernibility: 9,
      averageClassSize: null,
      suppressedShare: 1,
    });
  });

  it('of a level vector is the entropy that the search made smallest', () => {
    fc.assert(
      fc.property(rowsGiven, targetsGiven, (rows, targets) => {
        const table = tableOf(rows);
        const { best } = bestRecoding(table, targets);
        if (best === null) return;
        const { entropy, entropyShare, loss } = utilityOf(table, tableOfVector(table, best));
        expect(entropy).toBeCloseTo(best.entropy, 9);
        expect(entropyShare).toBeGreaterThanOrEqual(0);
        expect(entropyShare).toBeLessThanOrEqual(1 + 1e-12);
        expect(loss).toBeGreaterThanOrEqual(0);
        expect(loss).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});
