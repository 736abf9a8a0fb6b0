import { existsSync, readFileSync } from 'node:fs';
import { packageRoot } from '../documents/index.js';
import { kAnonymity } from '../measures/index.js';
import { codeValues } from './coded-attribute.js';
import { type Combinations, combinationCount, combinationsOf } from './combinations.js';
import { entropyAt, entropyByLevel } from './entropy-loss.js';
import { type GeneralisedTable, releasedClasses, tableOfVector } from './generalised-table.js';
import { levelNames } from './hierarchy.js';
import { hierarchyMistakes } from './hierarchy-mistakes.js';
import { mondrian } from './mondrian.js';
import { readHierarchyLines } from './read-hierarchy.js';
import { bestRecoding, type GlobalRecoding } from './search.js';
import { utilityOf } from './utility.js';

const folder = new URL('../shared/data/arx-adult/', packageRoot());
const present = existsSync(folder);
const told = present ? describe : describe.skip;
if (!present) process.stderr.write('skipped: ../shared/data/arx-adult is absent\n');

function rowsOf(file: string): readonly (readonly string[])[] {
  return readHierarchyLines(readFileSync(new URL(file, folder), 'utf8')).map(({ names }) => names);
}

function adult(): Combinations {
  const [names = [], ...records] = rowsOf('adult.csv');
  const coded = names.map((name, at) => {
    const rows = rowsOf(`adult_hierarchy_${name}.csv`);
    expect(hierarchyMistakes({ kind: 'values', rows })).toEqual([]);
    const hierarchy = levelNames({ kind: 'values', rows });
    return codeValues(
      name,
      records.map((record) => record[at] as string),
      { hierarchy, ordered: false },
    );
  });
  const people = new Int32Array(records.length).fill(1);
  const rows = { codes: coded.map(({ grounds }) => grounds), segment: new Int32Array(records.length), people };
  return combinationsOf(
    coded.map(({ attribute }) => attribute),
    rows,
    ['everybody'],
  );
}

// TestAnonymizationKAnonymity of ARX, the monotone entropy metric: level vector and loss of the optimum.
const ANCHORS = [
  { k: 5, suppressionMax: 0.04, vector: [1, 0, 1, 1, 3, 2, 2, 0, 1], entropy: 255559.85455731067 },
  { k: 100, suppressionMax: 0.04, vector: [1, 1, 1, 1, 3, 2, 2, 1, 1], entropy: 379417.3460570988 },
  { k: 5, suppressionMax: 0, vector: [1, 2, 1, 1, 3, 2, 2, 1, 1], entropy: 407289.5388925293 },
  { k: 100, suppressionMax: 0, vector: [0, 4, 1, 1, 3, 2, 2, 1, 1], entropy: 453196.8932458743 },
];

told('the best generalisation of the adult table', () => {
  let table: Combinations;
  beforeAll(() => {
    table = adult();
  });

  it('is searched over the distinct combinations', () => expect(combinationCount(table)).toBe(19_502));

  it.each(ANCHORS)('at k $k with $suppressionMax left out is that of ARX', ({ k, suppressionMax, vector, entropy }) => {
    const { best, vectors, examined } = bestRecoding(table, { k, l: 1, t: null, suppressionMax });
    expect(entropyAt(entropyByLevel(table), vector)).toBeCloseTo(entropy, 6);
    expect(best?.entropy).toBeLessThanOrEqual(entropy + 1e-6);
    expect(best?.vector).toEqual(vector);
    expect(vectors).toBe(12_960);
    expect(examined).toBeLessThan(vectors / 5);
  });

  it('loses more than a partition of the same people, which recodes each class for itself', () => {
    const targets = { k: 5, l: 1, t: null, suppressionMax: 0 };
    const recoding = bestRecoding(table, targets).best as GlobalRecoding;
    const parted = mondrian(table, targets) as GeneralisedTable;
    expect(kAnonymity(releasedClasses(table, parted)).k).toBeGreaterThanOrEqual(5);
    const [global, local] = [tableOfVector(table, recoding), parted].map((one) => utilityOf(table, one));
    expect(local?.loss).toBeLessThan((global?.loss as number) / 2);
    expect(local?.discernibility).toBeLessThan((global?.discernibility as number) / 10);
  });
});
