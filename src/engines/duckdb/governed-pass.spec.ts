import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import type { Model } from '../../plugin-contract/index.js';
import type { DataEngine, DatasetSource, PreparationPlan, Statement } from '../index.js';
import { openDuckDb } from '../index.js';

const AT = Date.parse('2026-03-01T00:00:00Z');
const CUSTOMERS = [
  'ref,born,sex,region,score,spend,seen',
  'canary-1,1990-03-01,f,EU,10,1.5,2026-01-01',
  'canary-2,1990-03-02,m,EU,20,2.5,2026-01-01',
  'canary-3,2010-01-01,m,EU,30,3.5,2026-01-01',
  'canary-4,1980-01-01,,UK,40,,2026-01-01',
  'canary-5,1970-01-01,x,UK,50,5.5,2020-01-01',
  'canary-6,,f,,60,6.5,2026-01-01',
];
const CONSENT = [
  'ref,purpose,state,at',
  'canary-1,ads,yes,2025-01-01 00:00:00',
  'canary-1,ads,no,2025-01-01 00:00:00',
  'canary-2,ads,no,2025-01-01 00:00:00',
  'canary-2,ads,yes,2025-01-02 00:00:00',
  'canary-3,news,yes,2025-01-01 00:00:00',
  'canary-4,*,object,2025-01-01 00:00:00',
  'canary-5,ads,yes,2025-01-01 00:00:00',
  'stranger,ads,yes,2025-01-01 00:00:00',
];
const csv = { format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false } as const;
const KEY = { id: 'ads-1', key: new Uint8Array(32).fill(7) };
const MODEL: Model = {
  version: 1,
  form: 'rules',
  rules: [
    { segment: 'low', when: { column: 'score', lt: 25 } },
    {
      segment: 'high',
      when: {
        all: [
          { column: 'score', gte: 25 },
          { column: 'spend', gt: 0 },
        ],
      },
    },
  ],
  facts: {},
};

describe('a governed pass over a small shop', () => {
  let folder: string;
  let engine: DataEngine;
  let source: DatasetSource;
  const statements: Statement[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-engine-'));
    writeFileSync(join(folder, 'customers.csv'), CUSTOMERS.join('\n'));
    writeFileSync(join(folder, 'consent.csv'), CONSENT.join('\n'));
    engine = await openDuckDb({
      workFolder: join(folder, 'work'),
      allowedFolders: [folder],
      onStatement: (statement) => void statements.push(statement),
    });
    source = shop(folder);
  });

  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  const planned = (change: Partial<PreparationPlan> = {}): PreparationPlan => ({
    run: 'run-1',
    source,
    at: AT,
    consentKey: 'ads',
    features: [
      { column: 'score', type: 'integer', mask: null },
      { column: 'spend', type: 'decimal', mask: null },
      { column: 'region', type: 'text', mask: null },
    ],
    rowRules: [],
    ...change,
  });

  it('says what the sources are', async () => {
    expect(await engine.inspect(source)).toMatchObject({ rows: 6, unknownColumns: [] });
    expect(statSync(join(folder, 'work', 'work.duckdb')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'work')).mode & 0o777).toBe(0o700);
  });

  it('keeps a row only where every rule is certainly true, and counts rows by reason', async () => {
    const prepared = await engine.prepare(
      planned({
        rowRules: [
          { id: 'adult', keep: { kind: 'leaf', fact: 'row.age', op: 'gte', value: 18 } },
          { id: 'consent', keep: { kind: 'leaf', fact: 'row.consent', op: 'eq', value: 'granted' } },
          {
            id: 'active',
            keep: { kind: 'leaf', fact: 'row.lastActivity', op: 'gte', value: Date.parse('2024-01-01T00:00:00Z') },
          },
        ],
      }),
    );
    expect(prepared.rowsRead).toBe(6);
    expect(prepared.rowsKept).toBe(1);
    expect(prepared.removed).toEqual([
      { id: 'adult', rows: 2, only: 0 },
      { id: 'consent', rows: 4, only: 2 },
      { id: 'active', rows: 1, only: 1 },
    ]);
    expect(prepared.consent).toMatchObject({ subjects: 5 });
  });

  it.each([
    ['canary-1 refused at the instant of the grant', 'row.consent', 'refused', 1],
    ['who has no record has no consent', 'row.consent', 'none', 3],
    ['an objection for every purpose holds for this one', 'row.objected', true, 1],
    ['thirty-six on the birthday itself', 'row.age', 36, 1],
    ['and thirty-five the day before', 'row.age', 35, 1],
  ])('knows that %s', async (_, fact, value, rows) => {
    const keep = { kind: 'leaf', fact, op: 'eq', value } as const;
    expect((await engine.prepare(planned({ rowRules: [{ id: 'one', keep }] }))).rowsKept).toBe(rows);
  });

  it('projects consent once for a source', async () => {
    const keep = { kind: 'leaf', fact: 'row.consent', op: 'eq', value: 'granted' } as const;
    const rowRules = [{ id: 'consent', keep }];
    expect((await engine.prepare(planned({ rowRules }))).consent?.rebuilt).toBe(false);
    expect((await engine.prepare(planned({ rowRules, consentKey: 'news' }))).consent?.rebuilt).toBe(true);
    expect((await engine.prepare(planned())).consent).toBeNull();
  });

  it('gives the same sample for the same seed, without a key', async () => {
    const prepared = await engine.prepare(planned());
    const ask = { columns: ['score', 'spend', 'region'], rows: 'sample', limit: 4, seed: 5 } as const;
    const [one, two] = [await engine.sample(prepared, ask), await engine.sample(prepared, ask)];
    const other = await engine.sample(prepared, { ...ask, seed: 6 });
    expect(one.digest).toBe(two.digest);
    expect(one.digest).not.toBe(other.digest);
    const table = tableFromIPC(one.arrow);
    expect(table.schema.fields.map(({ name }) => name)).toEqual(['score', 'spend', 'region']);
    expect(table.numRows).toBe(4);
    await expect(engine.sample(prepared, { ...ask, rows: 'all' })).rejects.toMatchObject({ code: 'TOO_MANY_ROWS' });
  });

  it('assigns, counts, suppresses, describes and writes', async () => {
    const prepared = await engine.prepare(planned());
    expect(await engine.quantiles(prepared, 'score', [0, 0.25, 0.5, 1])).toEqual([10, 22.5, 35, 60]);
    const traits = await engine.traits(prepared, [
      {
        name: 'sex',
        column: 'sex',
        type: 'text',
        bands: null,
        groups: [
          { name: 'f', values: ['f'] },
          { name: 'm', values: ['m'] },
          { name: 'd', values: ['d'] },
        ],
      },
      { name: 'region', column: 'region', type: 'text', bands: null, groups: null },
    ]);
    expect(traits.groups).toEqual({ sex: ['f', 'm', 'd', 'other', 'unknown'], region: ['EU', 'UK', 'unknown'] });
    const assigned = await engine.assign(prepared, MODEL);
    expect(assigned.segments).toEqual([
      { name: 'low', rows: 2, suppressed: false },
      { name: 'high', rows: 3, suppressed: false },
    ]);
    expect(assigned.unassigned).toBe(1);
    const [sex, crossed] = await engine.countSegments(assigned, traits, [['sex'], ['sex', 'region']]);
    expect(sex).toMatchObject({
      segments: ['low', 'high', 'unassigned'],
      counts: [
        [1, 1, 0],
        [1, 1, 0],
        [0, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    });
    expect(crossed?.groups).toHaveLength(15);
    expect(crossed?.groups[1]).toBe('f × UK');
    const classes = await engine.countClasses(assigned, traits, ['region']);
    expect(classes.classes).toEqual([
      [2, 1, 0],
      [0, 1, 1],
      [0, 1, 0],
    ]);
    const values = await engine.countAssociation(prepared, traits, {
      features: ['score', 'region'],
      traits: ['sex'],
      distinctMax: 3,
    });
    expect(values.map(({ distinct, rows }) => [distinct, rows])).toEqual([
      [6, 6],
      [2, 5],
    ]);
    expect(values[0]?.counts.map((row) => row.reduce((sum, n) => sum + n, 0))).toEqual([2, 2, 2]);
    const profile = await engine.profile(assigned, ['score', 'region'], 2);
    expect(profile[0]).toEqual({
      segment: 'low',
      rows: 2,
      spreadRows: 2,
      features: [
        { column: 'score', mean: 15, variance: 25, quartiles: [12.5, 15, 17.5], shares: [] },
        { column: 'region', mean: null, variance: null, quartiles: null, shares: [{ value: 'EU', share: 1 }] },
      ],
    });
    const written = await engine.writeSegments(assigned, { folder, pseudonymKey: KEY });
    expect(written).toMatchObject({ rows: 5, newPseudonyms: 5 });
    const lines = readFileSync(join(folder, 'segments.csv'), 'utf8').trim().split('\n');
    expect(lines[0]).toBe('pseudonym,segment');
    expect([...lines.slice(1)].sort()).toEqual(lines.slice(1));
    const { createHmac } = await import('node:crypto');
    const mine = createHmac('sha256', KEY.key).update('canary-1').digest('hex').slice(0, 32);
    expect(lines.map((line) => line.replaceAll('-', ''))).toContain(`${mine},low`);
    expect((await engine.writeSegments(assigned, { folder, pseudonymKey: KEY })).digest).toBe(written.digest);
    const adults = await engine.prepare(
      planned({ rowRules: [{ id: 'adult', keep: { kind: 'leaf', fact: 'row.age', op: 'gte', value: 18 } }] }),
    );
    expect(await engine.countGone(adults, join(folder, 'segments.parquet'), KEY)).toBe(2);
    const suppressed = await engine.suppress(assigned, ['low']);
    expect((await engine.countSegments(suppressed, traits, [['region']]))[0]).toMatchObject({
      segments: ['high', 'suppressed', 'unassigned'],
      counts: [
        [1, 2, 0],
        [1, 0, 1],
        [1, 0, 0],
      ],
    });
    expect(await engine.writeSegments(suppressed, { folder, pseudonymKey: KEY })).toMatchObject({
      rows: 3,
      newPseudonyms: 0,
    });
    await engine.discard(prepared);
    await expect(engine.assign(prepared, MODEL)).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
  });

  it('takes labels by position and from outside', async () => {
    const prepared = await engine.prepare(planned());
    const sampled = await engine.sample(prepared, { columns: ['score'], rows: 'all', limit: 10, seed: 1 });
    const scores = [...(tableFromIPC(sampled.arrow).getChild('score') ?? [])] as number[];
    const codes = Int32Array.from(scores, (score) => (score === 60 ? -1 : score < 25 ? 0 : 1));
    const labelled = await engine.assignLabels(prepared, sampled, { segments: ['low', 'high'], codes });
    expect(labelled).toMatchObject({ segments: [{ rows: 2 }, { rows: 3 }], unassigned: 1 });
    writeFileSync(join(folder, 'labels.csv'), 'ref,segment\ncanary-1,b\ncanary-2,a\nnobody,a\n');
    const outside = await engine.assignOutside(prepared, join(folder, 'labels.csv'));
    expect(outside).toMatchObject({
      segments: [
        { name: 'a', rows: 1 },
        { name: 'b', rows: 1 },
      ],
      unassigned: 4,
      foreign: 1,
      leftOut: 0,
    });
    const adults = await engine.prepare(
      planned({
        rowRules: [{ id: 'agreed', keep: { kind: 'leaf', fact: 'row.consent', op: 'eq', value: 'granted' } }],
      }),
    );
    expect(await engine.assignOutside(adults, join(folder, 'labels.csv'))).toMatchObject({ foreign: 1, leftOut: 1 });
  });

  it('refuses labels with a ragged row by its line', async () => {
    writeFileSync(join(folder, 'ragged.csv'), 'ref,segment\ncanary-1,b\ncanary-2,a,canary\n');
    const prepared = await engine.prepare(planned());
    await expect(engine.assignOutside(prepared, join(folder, 'ragged.csv'))).rejects.toMatchObject({
      code: 'LABELS_UNREADABLE',
      parts: { found: 'a row of 3 fields', where: `${join(folder, 'ragged.csv')}:3` },
    });
  });

  it('masks features', async () => {
    const mask = { kind: 'bucket', width: 20 } as const;
    const bands = { kind: 'quantiles', bins: 2 } as const;
    const features = [
      { column: 'score', type: 'integer', mask } as const,
      { column: 'spend', type: 'decimal', mask: bands } as const,
    ];
    const prepared = await engine.prepare(planned({ features }));
    expect(await engine.quantiles(prepared, 'score', [0, 1])).toEqual([10, 70]);
    expect(await engine.quantiles(prepared, 'spend', [0, 1])).toEqual([1, 2]);
  });

  it('speaks SQL without a value of a person and without a key', () => {
    const texts = statements.map(({ sql }) => sql).join('\n');
    expect(statements.length).toBeGreaterThan(50);
    expect(texts).not.toMatch(/canary|stranger|nobody/);
    expect(texts).not.toContain(Buffer.from(KEY.key).toString('hex'));
    expect(texts).not.toContain('withdrawn-word');
  });

  it.each([
    ['SOURCE_MISSING', { table: { ...csv, path: '/nowhere/x.csv' } }, 'no such file'],
    ['COLUMN_MISSING', { columns: [{ name: 'scores', type: 'integer' }] }, "the nearest is 'score'"],
    ['COLUMN_TYPE', { columns: [{ name: 'region', type: 'integer' }] }, "5 values of column 'region'"],
    ['SUBJECT_KEY_UNUSABLE', { subjectKey: 'region' }, '1 rows without a value'],
  ])('refuses a source with %s', async (code, change, found) => {
    const broken = { ...source, consent: null, ...change } as DatasetSource;
    await expect(engine.inspect(broken)).rejects.toMatchObject({
      code,
      parts: { found: expect.stringContaining(found) },
    });
  });

  it('takes an empty dataset as zero rows', async () => {
    writeFileSync(join(folder, 'empty.csv'), `${CUSTOMERS[0]}\n`);
    const empty = { ...source, dataset: 'empty', table: { ...csv, path: join(folder, 'empty.csv') } };
    const prepared = await engine.prepare(planned({ source: empty }));
    expect(prepared.rowsRead).toBe(0);
    expect((await engine.assign(prepared, MODEL)).segments.map(({ rows }) => rows)).toEqual([0, 0]);
    expect(await engine.quantiles(prepared, 'score', [0.5])).toEqual([]);
  });

  it('leaves no rows beside its work file', () => {
    expect(readdirSync(join(folder, 'work')).filter((name) => !name.startsWith('work.duckdb'))).toEqual([]);
  });
});

function shop(folder: string): DatasetSource {
  return {
    dataset: 'shop',
    table: { ...csv, path: join(folder, 'customers.csv') },
    subjectKey: 'ref',
    columns: [
      { name: 'ref', type: 'text' },
      { name: 'born', type: 'date' },
      { name: 'sex', type: 'text' },
      { name: 'region', type: 'text' },
      { name: 'score', type: 'integer' },
      { name: 'spend', type: 'decimal' },
      { name: 'seen', type: 'date' },
    ],
    events: [],
    consent: {
      file: { ...csv, path: join(folder, 'consent.csv') },
      subjectKey: 'ref',
      purposeColumn: 'purpose',
      stateColumn: 'state',
      atColumn: 'at',
      states: {
        granted: ['yes'],
        refused: ['no'],
        withdrawn: ['withdrawn-word'],
        objected: ['object'],
        objectionLifted: [],
        optedOut: [],
        optedIn: [],
        restricted: [],
        restrictionLifted: [],
      },
      everyPurpose: '*',
    },
    jurisdictionColumn: 'region',
    birthDateColumn: 'born',
    ageColumn: null,
    retentionAnchor: 'seen',
  };
}
