import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ColumnValues } from 'probity/plugin';
import { pluginConformance } from 'probity/testing';
import { bestFit, LIBRARY } from './k-means.js';
import { pointsOf } from './points.js';

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
    expect([points, rowsMissing]).toEqual([[[1], [3]], 1]);
  });

  it('keeps a constant feature as it is when it scales', () => {
    expect(pointsOf([numbers('a', [4, 4])], 'z-score').columns).toEqual([{ column: 'a', centre: 4, scale: 1 }]);
  });

  it('records the version of the library that is installed', () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../node_modules/ml-kmeans/package.json', import.meta.url), 'utf8'),
    );
    expect(LIBRARY).toBe(`ml-kmeans ${version}`);
  });
});

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
