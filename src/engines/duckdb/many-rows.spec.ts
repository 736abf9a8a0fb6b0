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

describe('more people than are looked at for a description', () => {
  let folder: string;
  let engine: DataEngine;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-many-'));
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
    const connection = await instance.connect();
    await connection.run(`copy (select i as id, case when i % 3 = 0 then 'f' else 'm' end as sex,
      cast(i * 7919 % 1000 as double) as spend, case when i % 10 = 0 then 'refused' else 'granted' end as state
      from range(${ROWS}) as r(i)) to '${join(folder, 'people.parquet')}' (format parquet)`);
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
    expect(values?.rows).toBeGreaterThan(240_000);
    expect(values?.rows).toBeLessThan(260_000);
    expect(values?.counts).toHaveLength(200);
    const [low] = await engine.profile(assigned, ['spend'], 1);
    expect(low).toMatchObject({ segment: 'low', rows: ROWS / 2, features: [{ mean: 249.5 }] });
    expect(low?.spreadRows).toBeGreaterThan(115_000);
    const [feature] = low?.features ?? [];
    expect(Math.abs((feature?.quartiles?.[1] ?? 0) - 249.5)).toBeLessThan(3);
    expect(Math.abs((feature?.variance ?? 0) / ((500 ** 2 - 1) / 12) - 1)).toBeLessThan(0.02);
    const again = await engine.prepare(planned(folder));
    const [same] = await engine.profile(await engine.assign(again, HALF), ['spend'], 1);
    expect(same).toEqual(low);
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
      { name: 'spend', type: 'decimal' },
      { name: 'state', type: 'text' },
    ],
    ...{ events: [], consent: null, jurisdictionColumn: 'state', birthDateColumn: null },
    ...{ ageColumn: null, retentionAnchor: null },
  };
  const features = [{ column: 'spend', type: 'decimal', mask: null }] as const;
  return { run: 'many', source, at: 0, consentKey: '-', features, rowRules };
}
