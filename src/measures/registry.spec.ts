import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { hasShape, packageRoot } from '../documents/index.js';
import { classKeys } from './class-keys/index.js';
import { classTable } from './class-table/index.js';
import { countTable } from './count-table/index.js';
import { MEASURES } from './registry.js';

const here = new URL('src/measures/', packageRoot());
const folders = readdirSync(here).filter((name) => statSync(new URL(name, here)).isDirectory());
const textOf = (path: string) => readFileSync(new URL(path, packageRoot()), 'utf8');
const claimed = folders.filter((name) => existsSync(new URL(`${name}/claim.md`, here)));

/** What every claim must say, in this order. */
const HEADINGS = ['Definition', 'Assumptions', 'Formula', 'Source', 'Worked example', 'Where it must fail'];

describe('the list of measures', () => {
  it('is the list of folders with a claim, in order', () => {
    expect(MEASURES.map(({ name }) => name)).toEqual(claimed.sort());
  });

  it.each(MEASURES)('has a folder of claim, code and spec: $name', ({ name, claim, title }) => {
    expect(claim).toBe(`src/measures/${name}/claim.md`);
    const text = textOf(claim);
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
    expect(text.startsWith(`# ${title}\n`)).toBe(true);
    const files = readdirSync(new URL(name, here));
    expect(files.filter((file) => file.endsWith('.spec.ts'))).not.toEqual([]);
    expect(textOf(`src/measures/${name}/${name}.ts`)).toContain('defineMeasure(');
  });

  it('says of all that nobody has compared claim and code yet', () => {
    expect(MEASURES.filter(({ status }) => status !== 'experimental')).toEqual([]);
  });
});

const table = countTable(
  ['a', 'b', 'nobody'],
  ['s', 't', 'empty'],
  [
    [12, 30, 0],
    [20, 2, 0],
    [0, 0, 0],
  ],
);
const options = { ratioMin: 0.8, confidence: 0.95, correction: 'holm', groupSizeMin: 5 } as const;
const held = { trait: 'sex', status: 'held', table } as const;
const values = {
  feature: 'f',
  trait: 'sex',
  groups: ['a', 'b'],
  distinct: 2,
  rows: 9,
  counts: [
    [1, 2],
    [4, 2],
  ],
};
const INPUTS = {
  'group x segment counts': [table, countTable([], [], []), countTable(['a'], ['s'], [[3]])],
  'group x segment counts and a minimum': [{ table, cellMin: 10 }],
  'trait tables and thresholds': [{ tables: [held, { ...held, status: 'not-held', table: null }], options }],
  'value x group counts': [
    [
      { ...values, numeric: true },
      { ...values, numeric: false },
    ],
    [],
  ],
  'combinations of values x group counts': [
    { trait: 'sex', groups: ['a', 'b'], features: ['f'], combinations: [{ codes: [0], counts: [3, 4] }] },
    { trait: 'sex', groups: [], features: [], combinations: [] },
  ],
  'group x segment counts with features dealt out anew': [
    { trait: 'sex', asIs: table, dealt: [{ feature: 'f', table }] },
    { trait: 'sex', asIs: table, dealt: [] },
  ],
  'class x segment counts': [
    classTable(
      ['s', 't'],
      [
        [3, 1],
        [0, 2],
      ],
    ),
    classTable(['s'], []),
  ],
  'group x segment counts and benefits': [{ table, benefits: [1, 0, 2] }],
  'trait tables, benefits and limits': [
    {
      tables: [
        { ...held, benefits: [1, 0, 2], ratioMin: 0.8, differenceMax: 0.5 },
        { ...held, benefits: null, ratioMin: 0.8, differenceMax: null },
      ],
      options,
    },
  ],
  'weighted group x segment counts': [
    { groups: ['a'], segments: ['s', 't'], people: [[2, 1]], weights: [[4, 2]], squares: [[8, 4]] },
    { groups: [], segments: ['s'], people: [], weights: [], squares: [] },
  ],
  'group x segment counts and rates of error': [
    {
      table,
      confusion: {
        groups: ['a', 'b'],
        rates: [
          [0.9, 0.1],
          [0.2, 0.8],
        ],
        validated: [50, 50],
      },
    },
    {
      table,
      confusion: {
        groups: ['a', 'b'],
        rates: [
          [0.5, 0.5],
          [0.5, 0.5],
        ],
        validated: null,
      },
    },
  ],
  'group x segment counts by stratum': [[table, table], []],
  'squared distances by group': [[{ group: 'a', people: 2, sum: 10, squares: 82 }], []],
  'neighbours in the same segment by group': [
    { neighbours: 5, groups: [{ group: 'a', people: 2, same: 8, squares: 34 }] },
    { neighbours: 1, groups: [] },
  ],
  'counts and a reference': [
    { counts: [4, 3, 2], reference: [1, 1, 1] },
    { counts: [0], reference: [1] },
  ],
  'trait tables': [[{ trait: 'sex', table }], []],
  'two shares': [
    { first: { count: 3, total: 9 }, second: { count: 0, total: 4 } },
    { first: { count: 0, total: 0 }, second: { count: 0, total: 4 } },
  ],
  'class keys': [
    classKeys(
      ['a', 'b'],
      [
        [0, 1],
        [0, null],
        [2, 1],
      ],
      [3, 1, 1],
    ),
    classKeys(['a'], [], []),
  ],
  'sample and population classes': [
    [
      { sample: 1, population: 3 },
      { sample: 2, population: 2 },
    ],
    [],
  ],
  'class sizes and a sampling fraction': [
    {
      sizes: [
        { size: 1, classes: 20 },
        { size: 2, classes: 6 },
        { size: 3, classes: 2 },
      ],
      samplingFraction: 0.2,
    },
    { sizes: [], samplingFraction: 0.1 },
  ],
  'generalised values': [
    {
      attributes: [{ name: 'a', domain: 2, values: [{ covers: 2, originals: [1, 2] }] }],
      suppressed: 1,
      classes: 1,
      kMin: 2,
    },
    { attributes: [], suppressed: 0, classes: 0, kMin: 2 },
  ],
  'people of two releases': [
    {
      moves: [
        { before: 'a', now: 'b', people: 3 },
        { before: null, now: 'b', people: 1 },
      ],
    },
    { moves: [] },
  ],
  'people kept and a reference': [
    {
      ...{ groups: ['a', 'b'], kept: [3, 0], against: { kind: 'declared', parts: [1, 1] } },
      ...{ ratioMin: 0.8, confidence: 0.95 },
    },
    { groups: [], kept: [], against: { kind: 'read', read: [] }, ratioMin: null, confidence: 0.95 },
  ],
  'reach of two groups by run': [
    {
      runs: [{ group: { count: 1, total: 9 }, reference: { count: 2, total: 9 } }, null],
      options: { baseRuns: 2, sigmas: 3, charts: 1 },
    },
    { runs: [], options: { baseRuns: 2, sigmas: 3, charts: 0 } },
  ],
};

describe('a result', () => {
  it.each(MEASURES)('is frozen JSON of the declared shape: $name', ({ needs, measure, resultSchema }) => {
    for (const input of INPUTS[needs]) {
      const result = (measure as (input: unknown) => unknown)(input);
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      expect(Object.isFrozen(result)).toBe(true);
      expect(hasShape(resultSchema, result)).toBe(true);
    }
  });
});
