import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Diagnostic, DocumentError, packageRoot } from '../../documents/index.js';
import { loadTaxonomy } from '../taxonomy/index.js';
import { type Dataset, hierarchyOf, loadDatasets, sourcesOf } from './index.js';

const taxonomy = loadTaxonomy();
const JOURNEYS = fileURLToPath(new URL('test/journeys/config/datasets', packageRoot()));
const GOOD = `apiVersion: probity/v1
kind: Dataset
name: small
title: Small
owner: analytics
team: analytics
regime: general
subjects: [customer]
source: { path: small.csv }
subjectKey: id
columns:
  - { name: id, categories: [user.unique_id], roles: [identifier], provenance: observed, type: integer }
  - { name: sex, categories: [user.demographic.gender], roles: [protected], provenance: declared, type: text }
  - { name: spend, categories: [user.financial], roles: [feature], provenance: observed, type: decimal }
events:
  - source: { path: orders.parquet }
    subjectKey: id
    columns: [{ name: at, type: date }, { name: amount, type: decimal }]
    where: { column: amount, gt: 0, lt: 100 }
    perSubject:
      - { name: recency, measure: daysSinceMax, columns: [at], asOf: 2026-01-01, categories: [user.behavior], roles: [feature], provenance: derived, type: integer }
traits:
  - { name: sex, column: sex, status: held, groups: [{ name: Female, values: [f] }, { name: Male, values: [m] }] }
crossings: []
`;

const MEASURE = `measure: daysSinceMax, columns: [at], asOf: 2026-01-01, categories: [user.behavior], roles: [feature], provenance: derived, type: integer`;
const FIRST_KEY = `measure: first, columns: [id], categories: [user.behavior], roles: [feature], provenance: derived, type: text`;

function folderWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'datasets-'));
  writeFileSync(join(folder, 'small.yaml'), text);
  return folder;
}

function codesOf(text: string): readonly string[] {
  return mistakesOf(folderWith(text)).map(({ code, path }) => `${code} ${path}`);
}

function mistakesOf(folder: string): readonly Diagnostic[] {
  try {
    loadDatasets([folder], taxonomy);
    return [];
  } catch (error) {
    if (error instanceof DocumentError) return error.diagnostics;
    throw error;
  }
}

describe('loadDatasets', () => {
  it('reads the datasets of the journeys with absolute sources', () => {
    const datasets = loadDatasets([JOURNEYS], taxonomy);
    expect([...datasets.keys()]).toEqual(['adult', 'cards', 'german', 'mall', 'online-retail', 'rfm-orders']);
    const sources = sourcesOf(datasets);
    expect(isAbsolute(sources.get('mall')?.table?.path ?? '')).toBe(true);
    expect(sources.get('online-retail')?.events[0]?.file.format).toBe('csv');
    expect(sources.get('online-retail')?.events[0]?.measures[0]?.asOf).toBe(Date.UTC(2011, 11, 10));
  });

  it('turns two comparisons of one column into a test that both hold', () => {
    const source = sourcesOf(loadDatasets([folderWith(GOOD)], taxonomy)).get('small');
    expect(source?.events[0]?.where).toEqual({
      kind: 'all',
      of: [
        { kind: 'lt', column: 'amount', value: 100 },
        { kind: 'gt', column: 'amount', value: 0 },
      ],
    });
  });

  it.each([
    ['UNKNOWN_CATEGORY columns[2].categories[0]', 'user.financial]', 'user.financal]'],
    ['UNKNOWN_SUBJECT subjects[0]', 'subjects: [customer]', 'subjects: [custmer]'],
    ['COLUMN_TWICE events[0].perSubject[0].name', 'name: recency', 'name: spend'],
    ['COLUMN_TWICE events[0].perSubject[0].name', 'name: recency', 'name: Spend'],
    ['COLUMN_RESERVED columns[2].name', 'name: spend', 'name: row.age'],
    ['COLUMN_RESERVED columns[2].name', 'name: spend', 'name: Probity.K'],
    ['COLUMN_RESERVED columns[2].name', 'name: spend', 'name: probity.k'],
    ['IDENTIFIER_AS_FEATURE events[0].perSubject[0].columns[0]', MEASURE, FIRST_KEY],
    ['UNKNOWN_COLUMN subjectKey', 'subjectKey: id\ncolumns', 'subjectKey: it\ncolumns'],
    ['COLUMN_UNFIT subjectKey', 'subjectKey: id\ncolumns', 'subjectKey: sex\ncolumns'],
    ['IDENTIFIER_AS_FEATURE columns[0].roles', 'roles: [identifier]', 'roles: [identifier, feature]'],
    ['FORMAT_UNKNOWN source.path', 'path: small.csv', 'path: small.txt'],
    ['SOURCE_UNFIT source.header', 'path: small.csv', 'path: small.csv, header: false'],
    ['SOURCE_UNFIT events[0].source.trim', 'path: orders.parquet', 'path: orders.parquet, trim: true'],
    ['MEASURE_UNFIT events[0].perSubject[0].columns[0]', 'columns: [at]', 'columns: [amount]'],
    ['UNKNOWN_COLUMN events[0].perSubject[0].columns[0]', 'columns: [at]', 'columns: [amout]'],
    ['TEST_UNFIT events[0].where.gt', 'gt: 0, lt: 100', 'gt: many'],
    ['TEST_UNFIT events[0].where.not.not', 'column: amount, gt: 0, lt: 100', 'not: { not: [] }'],
    ['COLUMN_UNFIT traits[0].column', 'column: sex, status: held', 'column: spend, status: held'],
    ['TRAIT_UNFIT traits[0].status', 'column: sex, status: held', 'column: sex, status: estimated'],
    [
      'TRAIT_UNFIT traits[0].sample',
      'column: sex, status: held',
      'column: sex, status: held, sample: { weight: spend }',
    ],
    [
      'UNKNOWN_COLUMN traits[0].sample.weight',
      'column: sex, status: held',
      'column: sex, status: sample, sample: { weight: spent }',
    ],
    [
      'COLUMN_UNFIT traits[0].sample.weight',
      'column: sex, status: held',
      'column: sex, status: sample, sample: { weight: sex }',
    ],
    [
      'TRAIT_UNFIT traits[0].confusion',
      'column: sex, status: held',
      'column: sex, status: estimated, confusion: [{ group: f, taken: { f: 1 } }]',
    ],
    ['GROUPS_UNFIT traits[0].groups[1]', 'values: [m]', 'values: [f]'],
    ['UNKNOWN_TRAIT crossings[0][1]', 'crossings: []', 'crossings: [[sex, age]]'],
    ['GROUPS_UNFIT crossings[0][1]', 'crossings: []', 'crossings: [[sex, sex]]'],
    ['UNKNOWN_COLUMN strata[0].column', 'crossings: []', 'strata: [{ name: s, column: seks, groups: [] }]'],
    ['STRATUM_UNFIT strata[0]', 'crossings: []', 'strata: [{ name: s, column: sex }]'],
    [
      'STRATUM_UNFIT strata[1].name',
      'crossings: []',
      'strata: [{ name: s, column: sex, groups: [] }, { name: s, column: sex, groups: [] }]',
    ],
    [
      'BANDS_UNFIT strata[0].bands',
      'crossings: []',
      'strata: [{ name: s, column: sex, bands: [{ name: a, from: 0 }, { name: b, from: 1 }] }]',
    ],
    ['TEST_UNFIT events[0].where.eq', 'gt: 0, lt: 100', 'eq: much'],
    ['TEST_UNFIT events[0].where.gt', 'column: amount, gt: 0, lt: 100', 'column: at, gt: 0'],
    ['TEST_UNFIT events[0].where.greater', 'gt: 0, lt: 100', 'greater: 0'],
    ['SOURCE_UNFIT source.columns', 'path: small.csv', 'path: small.csv, header: false, columns: [id, sex]'],
    ['DATASET_WITHOUT_DATA columns', 'source: { path: small.csv }\n', ''],
    ['COLUMN_UNFIT ageColumn', 'crossings: []', 'ageColumn: spend'],
    [
      'MEASURE_UNFIT events[0].perSubject[0].type',
      'measure: daysSinceMax, columns: [at], asOf: 2026-01-01',
      'measure: max, columns: [at]',
    ],
  ])('says %s', (expected, from, to) => {
    expect(GOOD).toContain(from);
    expect(codesOf(GOOD.replace(from, to))).toEqual([expected]);
  });
});

describe('the hierarchies of a dataset', () => {
  const WITH_AGE = GOOD.replace(
    'events:',
    `  - { name: age, categories: [user.demographic.age_range], roles: [quasi-identifier], provenance: derived, type: integer }
  - { name: area, categories: [user.contact.address.postal_code], roles: [quasi-identifier], provenance: declared, type: text }
events:`,
  );
  const declared = (lines: string) => `${WITH_AGE}hierarchies:\n${lines}`;

  it('are read from files, whose rows the digest covers, and from what is written out', () => {
    const folder = folderWith(
      declared('  - { column: area, file: area.csv }\n  - { column: age, bands: [[{ name: any, from: 0 }]] }\n'),
    );
    writeFileSync(join(folder, 'area.csv'), 'n1;north;*\ns1;south;*\n');
    const before = loadDatasets([folder], taxonomy);
    expect(hierarchyOf(before.get('small') as Dataset, 'area')).toEqual({
      kind: 'values',
      rows: [
        ['n1', 'north', '*'],
        ['s1', 'south', '*'],
      ],
    });
    expect(hierarchyOf(before.get('small') as Dataset, 'age')).toEqual({
      kind: 'bands',
      levels: [[{ name: 'any', from: 0 }]],
    });
    expect(hierarchyOf(before.get('small') as Dataset, 'spend')).toBeNull();
    writeFileSync(join(folder, 'area.csv'), 'n1;north;*\ns1;north;*\n');
    expect(loadDatasets([folder], taxonomy).digest).not.toBe(before.digest);
  });

  it('are refused with every mistake of a file at its line', () => {
    const folder = folderWith(declared('  - { column: area, file: area.csv }\n  - { column: age, file: no.csv }\n'));
    writeFileSync(join(folder, 'area.csv'), 'n1;north;*\n\nn1;north\nn2;*;*\n');
    const found = mistakesOf(folder).map(({ code, file, line }) => `${code} ${file.split('/').at(-1)}:${line}`);
    const [last, ...rest] = [...found].reverse();
    expect(rest.reverse()).toEqual([
      'HIERARCHY_UNFIT area.csv:3',
      'HIERARCHY_UNFIT area.csv:3',
      'HIERARCHY_UNFIT area.csv:4',
    ]);
    expect(last).toMatch(/^HIERARCHY_UNREADABLE small\.yaml:\d+$/);
  });

  it.each([
    ['an unknown column', '{ column: aeg, masked: [1] }', ['UNKNOWN_COLUMN hierarchies[0].column']],
    [
      'a column that singles nobody out',
      '{ column: sex, values: [[f], [m]] }',
      ['HIERARCHY_UNFIT hierarchies[0].column'],
    ],
    ['no way of coarsening', '{ column: age }', ['HIERARCHY_UNFIT hierarchies[0]']],
    ['two ways', '{ column: area, masked: [1], values: [[a]] }', ['HIERARCHY_UNFIT hierarchies[0]']],
    ['a file and rows', '{ column: area, file: a.csv, values: [[a]] }', ['HIERARCHY_UNFIT hierarchies[0]']],
    ['a way that is for other types', '{ column: age, masked: [1] }', ['HIERARCHY_UNFIT hierarchies[0].column']],
    ['levels that are no coarser', '{ column: area, masked: [2, 1] }', ['HIERARCHY_UNFIT hierarchies[0].masked[1]']],
    [
      'bands that cut finer ones, and rows that do not coarsen',
      `{ column: age, bands: [[{ name: a, from: 0 }], [{ name: b, from: 0 }, { name: c, from: 9 }]] }
  - { column: area, values: [[a, x, z], [b, x, y]] }
  - { column: area, masked: [1] }`,
      [
        'HIERARCHY_UNFIT hierarchies[0].bands[1][1].from',
        'HIERARCHY_UNFIT hierarchies[1].values[1][2]',
        'HIERARCHY_UNFIT hierarchies[2].column',
      ],
    ],
  ])('are refused for %s', (_, line, mistakes) => {
    expect(codesOf(declared(`  - ${line}\n`))).toEqual(mistakes);
  });
});
