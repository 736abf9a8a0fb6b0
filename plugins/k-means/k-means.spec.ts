import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { kmeans } from 'ml-kmeans';
import { type ColumnValues, seededRandom } from 'probity/plugin';
import { pluginConformance } from 'probity/testing';
import { assignAll, emptyClusters } from './clusters.js';
import { iterate } from './iterations.js';
import { bestFit } from './k-means.js';
import { pointsOf } from './points.js';
import { greedyStart } from './seeding.js';

const data = new URL('../../../shared/data/', import.meta.url);
const held = existsSync(data);
const onData = held ? it : it.skip;
if (!held) process.stderr.write('k-means: the shared data is not here; its vectors are skipped\n');

const OPTIONS = { segments: 5, restarts: 30, maxIterations: 300 };

describe('k-means on data that others have fitted', () => {
  onData.each([
    [2, 181363.59595959593],
    [3, 106348.37306211122],
    [4, 73679.78903948836],
    [5, 44448.4554479337],
    [6, 37233.814510710006],
  ])('finds the known best inertia of mall customers with %i segments', (segments, inertia) => {
    const { points } = pointsOf(mall([3, 4]), 'none');
    expect(relative(bestFit(points, { ...OPTIONS, segments }, 0).inertia, inertia)).toBeLessThan(1e-12);
  });

  onData('gives the known centroids and sizes of mall customers, in lexicographic order', () => {
    const { points } = pointsOf(mall([3, 4]), 'none');
    const { sizes, centroids, converged } = bestFit(points, { ...OPTIONS, restarts: 10 }, 0);
    expect(sizes).toEqual([22, 23, 81, 39, 35]);
    expect(centroids[0]?.map((value) => value.toFixed(6))).toEqual(['25.727273', '79.363636']);
    expect(centroids[4]?.map((value) => value.toFixed(6))).toEqual(['88.200000', '17.114286']);
    expect(converged).toBe(true);
  });

  onData('finds the known inertias of scaled mall customers and of wine', () => {
    const scaledMall = pointsOf(mall([3, 4]), 'z-score').points;
    expect(relative(bestFit(scaledMall, OPTIONS, 0).inertia, 65.56840815571681)).toBeLessThan(1e-12);
    const wineOptions = { ...OPTIONS, segments: 3 };
    expect(relative(bestFit(pointsOf(wine(), 'none').points, wineOptions, 0).inertia, 2370689.686782969)).toBeLessThan(
      1e-12,
    );
    expect(
      relative(bestFit(pointsOf(wine(), 'z-score').points, wineOptions, 0).inertia, 1277.9284888446423),
    ).toBeLessThan(1e-12);
  });
});

describe('the plugin k-means', () => {
  const checks = pluginConformance(fileURLToPath(new URL('.', import.meta.url)));
  it.each(checks.map(({ name, check }) => [name, check] as const))('%s', (_name, check) => check(), 30_000);
});

describe('k-means', () => {
  it('does not depend on the order of rows', () => {
    const values = [1, 2, 3, 40, 41, 42, 90, 91, 93, 94.5];
    const fitted = (list: readonly number[]) =>
      bestFit(pointsOf([numbers('a', list)], 'z-score').points, { ...OPTIONS, segments: 3 }, 7);
    expect(fitted([...values].reverse())).toEqual(fitted(values));
  });

  it('refuses fewer distinct rows than segments, and values that are not finite', () => {
    const two = pointsOf([numbers('a', [1, 1, 2, 2])], 'none').points;
    expect(() => bestFit(two, { ...OPTIONS, segments: 3 }, 0)).toThrow('TOO_FEW_POINTS');
    expect(() => pointsOf([numbers('a', [1, Number.POSITIVE_INFINITY])], 'none')).toThrow('NOT_FINITE');
  });

  it('leaves rows with a missing value out of the fit and counts them', () => {
    const column = numbers('a', [1, Number.NaN, 3]);
    const { points, rowsMissing } = pointsOf([{ ...column, missing: Uint8Array.of(0, 1, 0) } as ColumnValues], 'none');
    expect([points, rowsMissing]).toEqual([{ count: 2, width: 1, values: Float64Array.of(1, 3) }, 1]);
  });

  it('keeps a constant feature as it is when it scales', () => {
    expect(pointsOf([numbers('a', [4, 4])], 'z-score').columns).toEqual([{ column: 'a', centre: 4, scale: 1 }]);
  });

  it('refuses values whose squared distances no number can hold, by their column, and takes all others', () => {
    const near = numbers('near', [1, 2, 3]);
    for (const scaler of ['none', 'z-score'] as const) {
      for (const list of [
        [-1e308, 0, 1e308],
        [1e308, 1e308, 1e308],
        [0, 1e154, -1e154],
      ]) {
        expect(() => pointsOf([near, numbers('far', list)], scaler)).toThrow(
          expect.objectContaining({ code: 'TOO_LARGE', column: 'far' }),
        );
      }
      const { points } = pointsOf([near, numbers('far', [0, 1e153, -1e153])], scaler);
      const { inertia, centroids } = bestFit(points, { ...OPTIONS, segments: 2 }, 0);
      expect([inertia, ...centroids.flat()].every(Number.isFinite)).toBe(true);
    }
  });

  it('fits values whose squared distances are too small for a number', () => {
    const { points } = pointsOf([numbers('a', [1e-200, 2e-200, 3e-200])], 'none');
    expect(bestFit(points, { ...OPTIONS, segments: 2 }, 0)).toMatchObject({ inertia: 0, converged: true });
  });

  it('orders rows as numbers order, with both zeros alike', () => {
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 }), fc.integer());
    const row = fc.tuple(fc.constantFrom(0, -0, 1, -2.5), value);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const columns = [0, 1].map((at) =>
          numbers(
            `c${at}`,
            rows.map((one) => one[at] as number),
          ),
        );
        const sorted = [...rows].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect([...pointsOf(columns, 'none').points.values]).toEqual(sorted.flat().map((one) => one + 0));
      }),
    );
  });

  it('ends where another program ends from the same centroids', () => {
    const shape = { minLength: 12, maxLength: 60 };
    const rows = fc.array(fc.tuple(fc.integer({ max: 99 }), fc.double({ min: 0, max: 50, noNaN: true })), shape);
    fc.assert(
      fc.property(rows, fc.integer({ min: 2, max: 5 }), fc.nat(), (list, segments, seed) => {
        const { points } = pointsOf(
          [0, 1].map((at) =>
            numbers(
              `c${at}`,
              list.map((one) => one[at] as number),
            ),
          ),
          'none',
        );
        const start = greedyStart(points, segments, seededRandom(seed));
        const begun = pairs(start.centroids.values);
        fc.pre(new Set(begun.map(String)).size === segments);
        const { centroids, converged } = iterate(points, start, 500);
        const other = kmeans(pairs(points.values), segments, {
          initialization: begun,
          maxIterations: 500,
          tolerance: 0,
        });
        expect(converged).toBe(true);
        expect(pairs(centroids.values).flat().map(rounded)).toEqual(other.centroids.flat().map(rounded));
      }),
      { seed: 5 },
    );
  });

  it('stays at a fixed point, and says where it was stopped before one', () => {
    const { points } = pointsOf(
      [
        numbers(
          'a',
          Array.from({ length: 400 }, (_, at) => Math.sqrt(at)),
        ),
      ],
      'none',
    );
    const end = iterate(points, greedyStart(points, 5, seededRandom(1)), 300);
    const again = emptyClusters(points, end.centroids.values.slice());
    assignAll(points, again);
    expect(iterate(points, again, 300).centroids.values).toEqual(end.centroids.values);
    expect(bestFit(points, { segments: 5, restarts: 1, maxIterations: 1 }, 1).converged).toBe(false);
  });

  it('goes on over all rows where it tried a sample', () => {
    const random = seededRandom(3);
    const column = (spread: number) =>
      numbers(
        'a',
        Array.from({ length: 30_000 }, (_, at) => (at % 3) * 10 + (random() - 0.5) * spread),
      );
    const { points } = pointsOf([column(4), column(6)], 'none');
    const fit = bestFit(points, { segments: 3, restarts: 10, maxIterations: 300 }, 0);
    expect(fit.sizes).toEqual([10_000, 10_000, 10_000]);
    const whole = iterate(points, greedyStart(points, 3, random), 300);
    expect(relative(fit.inertia, whole.inertia)).toBeLessThan(1e-9);
  });
});

function pairs(values: Float64Array): number[][] {
  return Array.from({ length: values.length / 2 }, (_, at) => [...values.subarray(at * 2, at * 2 + 2)]);
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function numbers(name: string, list: readonly number[]): ColumnValues {
  return { kind: 'numbers', name, values: Float64Array.from(list), missing: new Uint8Array(list.length) };
}

function relative(found: number, known: number): number {
  return Math.abs(found - known) / known;
}

function csv(path: string): readonly string[][] {
  const lines = readFileSync(new URL(path, data), 'utf8').trim().split('\n');
  return lines.map((line) => line.trim().split(','));
}

function mall(columns: readonly number[]): readonly ColumnValues[] {
  const rows = csv('mall-customers/Mall_Customers.csv').slice(1);
  return columns.map((at) =>
    numbers(
      `c${at}`,
      rows.map((row) => Number(row[at])),
    ),
  );
}

function wine(): readonly ColumnValues[] {
  const rows = csv('wine/wine.data.csv').slice(1);
  return Array.from({ length: 13 }, (_, at) =>
    numbers(
      `c${at}`,
      rows.map((row) => Number(row[at + 1])),
    ),
  );
}
