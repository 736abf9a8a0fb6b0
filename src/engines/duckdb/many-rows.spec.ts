import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Model } from '../../plugin-contract/index.js';
import type { DataEngine, DatasetSource, PreparationPlan } from '../data-engine.js';
import { openDuckDb } from './open-duckdb.js';

const ROWS = 600_000;
const KEY = { id: 'ads-1', key: new Uint8Array(32).fill(7) };
const HALF: Model = {
  version: 1,
  form: 'rules',
  rules: [{ segment: 'low', when: { column: 'spend', lt: 500 } }],
  otherwise: 'high',
  facts: {},
};

const BY_SEX: Model = {
  version: 1,
  form: 'rules',
  rules: [{ segment: 'women', when: { column: 'third', eq: 0 } }],
  otherwise: 'men',
  facts: {},
};

describe('more people than are looked at for a description', () => {
  let folder: string;
  let engine: DataEngine;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-many-'));
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
    const connection = await instance.connect();
    await connection.run(`copy (select i as id, case when i % 3 = 0 then 'f' else 'm' end as sex, i % 10 as digit, i % 3 as third,
      cast(i * 7919 % 1000 as double) as spend, case when i % 10 = 0 then 'refused' else 'granted' end as state
      from range(${ROWS}) as r(i)) to '${join(folder, 'people.parquet')}' (format parquet)`);
    await connection.run(`copy (select i as id, 'ads' as purpose, case when i % 10 < 4 then 'yes' else 'no' end as word,
      timestamp '2026-01-01' as "at" from range(${ROWS}) as r(i) order by hash(i)) to '${join(folder, 'consent.parquet')}' (format parquet)`);
    connection.closeSync();
    instance.closeSync();
    engine = await openDuckDb({ workFolder: join(folder, 'work'), allowedFolders: [folder] });
  });

  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  it('are counted and averaged whole, and spread and association are of a part that stays', async () => {
    const prepared = await engine.prepare(planned(folder));
    const traits = await engine.traits(prepared, [
      { name: 'sex', column: 'sex', type: 'text', bands: null, groups: null },
    ]);
    const assigned = await engine.assign(prepared, HALF);
    const [counts] = await engine.countSegments(assigned, traits, [['sex']]);
    expect(counts?.counts.flat().reduce((sum, n) => sum + n, 0)).toBe(ROWS);
    const ask = { features: ['spend'], traits: ['sex'], distinctMax: 200 };
    const [values] = await engine.countAssociation(prepared, traits, ask);
    expect(values?.sampled).toBe(true);
    expect(values?.rows).toBeGreaterThan(95_000);
    expect(values?.rows).toBeLessThan(105_000);
    expect(values?.counts).toHaveLength(200);
    const [low] = await engine.profile(assigned, ['spend'], 1);
    expect(low).toMatchObject({ segment: 'low', rows: ROWS / 2, features: [{ mean: 249.5 }] });
    expect(low?.spreadRows).toBeGreaterThan(47_000);
    const [feature] = low?.features ?? [];
    expect(Math.abs((feature?.quartiles?.[1] ?? 0) - 249.5)).toBeLessThan(3);
    expect(Math.abs((feature?.variance ?? 0) / ((500 ** 2 - 1) / 12) - 1)).toBeLessThan(0.02);
    const again = await engine.prepare(planned(folder));
    const [same] = await engine.profile(await engine.assign(again, HALF), ['spend'], 1);
    expect(same).toEqual(low);
  });

  it('keep their own consent and traits, whatever the order of the consent', async () => {
    const keep = { kind: 'leaf', fact: 'row.consent', op: 'eq', value: 'granted' } as const;
    for (const round of ['built', 'remembered']) {
      const prepared = await engine.prepare(planned(folder, [{ id: 'agreed', keep }]));
      expect([round, prepared.rowsKept, prepared.consent?.rebuilt]).toEqual([round, ROWS * 0.4, round === 'built']);
      const traits = await engine.traits(prepared, [
        { name: 'sex', column: 'sex', type: 'text', bands: null, groups: null },
        { name: 'digit', column: 'digit', type: 'integer', bands: null, groups: null },
      ]);
      const [counts] = await engine.countSegments(await engine.assign(prepared, BY_SEX), traits, [['sex', 'digit']]);
      // Segments are of the number that tells the sex, so that every person but one who was mixed up is on the diagonal.
      expect(counts?.groups).toHaveLength(8);
      expect(counts?.counts.map(([women, men], at) => (at < 4 ? men : women))).toEqual(Array(8).fill(0));
      expect(counts?.counts.flat().reduce((sum, n) => sum + n, 0)).toBe(ROWS * 0.4);
    }
  });

  it('lose what tells a trait when it is dealt out anew, and nothing when another feature is', async () => {
    const prepared = await engine.prepare(planned(folder));
    const sex = { name: 'sex', column: 'sex', type: 'text', bands: null, groups: null } as const;
    const traits = await engine.traits(prepared, [sex]);
    const ask = { model: BY_SEX, features: ['spend', 'third'], traits: ['sex'], seed: 1 };
    const { asIs, dealt } = await engine.countDealt(prepared, traits, ask);
    expect(asIs[0]).toMatchObject({ groups: ['f', 'm'], segments: ['women', 'men', 'unassigned'] });
    const [[women = 0, mixed], [none, men = 0]] = asIs[0]?.counts as [number[], number[]];
    expect([mixed, none]).toEqual([0, 0]);
    expect(women + men).toBeGreaterThan(95_000);
    expect(dealt[0]).toEqual({ feature: 'spend', tables: asIs });
    const [[both = 0] = []] = dealt[1]?.tables[0]?.counts ?? [];
    expect(Math.abs(both / women - 1 / 3)).toBeLessThan(0.02);
    expect(await engine.countDealt(prepared, traits, ask)).toEqual({ asIs, dealt });
  });

  it('are looked at by all features at once, as bins without values', async () => {
    const prepared = await engine.prepare(planned(folder));
    const sex = { name: 'sex', column: 'sex', type: 'text', bands: null, groups: null } as const;
    const traits = await engine.traits(prepared, [sex]);
    const ask = { features: ['spend', 'third'], traits: ['sex'], bins: 8, people: 10_000 };
    const { features, combinations } = await engine.countCombinations(prepared, traits, ask);
    expect(features).toEqual(['spend', 'third']);
    expect(combinations.reduce((sum, { people }) => sum + people, 0)).toBe(10_000);
    const groupOf = new Map(combinations.map(({ codes, groups }) => [codes[1], groups[0]]));
    // Thirds of the people share a number, so that its bins end near 8/3, 16/3 and 8.
    expect([...groupOf].sort()).toEqual([
      [3, 0],
      [6, 1],
      [8, 1],
    ]);
    expect(new Set(combinations.map(({ codes }) => codes[0])).size).toBe(8);
  });

  it('keep their pseudonyms when more people come', async () => {
    const few = await engine.prepare(planned(folder, [{ id: 'yes', keep: YES }]));
    const some = await engine.assign(few, HALF);
    const first = await engine.writeSegments(some, { folder, pseudonymKey: KEY });
    expect(first).toMatchObject({ rows: few.rowsKept, newPseudonyms: few.rowsKept });
    const before = new Set(readFileSync(join(folder, 'segments.csv'), 'utf8').trim().split('\n'));
    const all = await engine.assign(await engine.prepare(planned(folder)), HALF);
    const second = await engine.writeSegments(all, { folder, pseudonymKey: KEY });
    expect(second).toMatchObject({ rows: ROWS, newPseudonyms: ROWS - few.rowsKept });
    const after = new Set(readFileSync(join(folder, 'segments.csv'), 'utf8').trim().split('\n'));
    expect([...before].filter((line) => !after.has(line))).toEqual([]);
    const moves = await engine.compareReleases(some, join(folder, 'segments.parquet'), KEY);
    expect(moves.filter(({ before: then, now }) => then === now).reduce((sum, { people }) => sum + people, 0)).toBe(
      few.rowsKept,
    );
  });
});

const NO_WORDS = {
  ...{ withdrawn: [], objected: [], objectionLifted: [], optedOut: [], optedIn: [] },
  ...{ restricted: [], restrictionLifted: [] },
};
const YES = { kind: 'leaf', fact: 'row.jurisdiction', op: 'eq', value: 'granted' } as const;

function planned(folder: string, rowRules: PreparationPlan['rowRules'] = []): PreparationPlan {
  const source: DatasetSource = {
    dataset: 'people',
    table: {
      ...{ path: join(folder, 'people.parquet'), format: 'parquet', table: null },
      ...{ header: true, columns: [], nulls: [], trim: false },
    },
    subjectKey: 'id',
    columns: [
      { name: 'id', type: 'integer' },
      { name: 'sex', type: 'text' },
      { name: 'digit', type: 'integer' },
      { name: 'third', type: 'integer' },
      { name: 'spend', type: 'decimal' },
      { name: 'state', type: 'text' },
    ],
    consent: {
      file: {
        ...{ path: join(folder, 'consent.parquet'), format: 'parquet', table: null },
        ...{ header: true, columns: [], nulls: [], trim: false },
      },
      ...{ subjectKey: 'id', purposeColumn: 'purpose', stateColumn: 'word', atColumn: 'at', everyPurpose: null },
      states: { ...NO_WORDS, granted: ['yes'], refused: ['no'] },
    },
    ...{ events: [], jurisdictionColumn: 'state', birthDateColumn: null },
    ...{ ageColumn: null, retentionAnchor: null },
  };
  const features = [
    { column: 'spend', type: 'decimal', mask: null },
    { column: 'third', type: 'integer', mask: null },
  ] as const;
  return { run: 'many', source, at: 0, consentKey: 'ads', features, rowRules };
}
