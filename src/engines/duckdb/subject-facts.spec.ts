import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Condition, evaluate } from '../../conditions/index.js';
import type { DataEngine, DatasetSource, Statement } from '../index.js';
import { openDuckDb } from '../index.js';

const AT = Date.parse('2026-03-01T00:00:00Z');
const CUSTOMERS = [
  'ref,born,region,seen',
  'canary-1,2008-03-01,EU,2026-01-01',
  'canary-2,2008-03-02,UK,2020-01-01',
  'canary-3,,,',
];
const CONSENT = [
  'ref,purpose,state,at',
  'canary-1,ads,yes,2025-01-02 00:00:00',
  'canary-2,ads,object,2025-01-01 00:00:00',
];
const csv = { format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false } as const;
const none = { refused: [], withdrawn: [], optedOut: [], optedIn: [], restricted: [], restrictionLifted: [] };

function shop(folder: string): DatasetSource {
  return {
    dataset: 'shop',
    table: { ...csv, path: join(folder, 'customers.csv') },
    subjectKey: 'ref',
    columns: [
      { name: 'ref', type: 'text' },
      { name: 'born', type: 'date' },
      { name: 'region', type: 'text' },
      { name: 'seen', type: 'date' },
    ],
    events: [],
    consent: {
      file: { ...csv, path: join(folder, 'consent.csv') },
      subjectKey: 'ref',
      purposeColumn: 'purpose',
      stateColumn: 'state',
      atColumn: 'at',
      states: { ...none, granted: ['yes'], objected: ['object'], objectionLifted: [] },
      everyPurpose: null,
    },
    jurisdictionColumn: 'region',
    birthDateColumn: 'born',
    ageColumn: null,
    retentionAnchor: 'seen',
  };
}

describe('the row facts of one subject', () => {
  let folder: string;
  let engine: DataEngine;
  const statements: Statement[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-subject-'));
    writeFileSync(join(folder, 'customers.csv'), CUSTOMERS.join('\n'));
    writeFileSync(join(folder, 'consent.csv'), CONSENT.join('\n'));
    const onStatement = (statement: Statement) => void statements.push(statement);
    engine = await openDuckDb({ workFolder: join(folder, 'work'), allowedFolders: [folder], onStatement });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  const read = (key: string, source = shop(folder)) => engine.subjectFacts({ source, at: AT, consentKey: 'ads', key });

  it('are what the data says now, with ages counted at the moment that is asked for', async () => {
    expect(await read('canary-1')).toMatchObject({
      kind: 'present',
      facts: {
        'row.jurisdiction': 'EU',
        'row.age': 18,
        'row.consent': 'granted',
        'row.consentAt': Date.parse('2025-01-02T00:00:00Z'),
        'row.objected': false,
        'row.lastActivity': Date.parse('2026-01-01T00:00:00Z'),
      },
    });
    expect(await read('canary-2')).toMatchObject({ facts: { 'row.age': 17, 'row.objected': true } });
  });

  it('leave out what the data does not say', async () => {
    const third = await read('canary-3');
    expect(third).toMatchObject({ kind: 'present', facts: { 'row.consent': 'none', 'row.objected': false } });
    expect(Object.keys(third.kind === 'present' ? third.facts : {})).not.toContain('row.age');
  });

  it('are none for a key that nobody has, also where it is written as SQL', async () => {
    for (const key of ['nobody', "x' or true --", '', '1']) expect((await read(key)).kind).toBe('absent');
  });

  it('decide as the governed pass does, subject by subject', async () => {
    const rules: readonly { readonly id: string; readonly keep: Condition }[] = [
      { id: 'adult', keep: { kind: 'leaf', fact: 'row.age', op: 'gte', value: 18 } },
      { id: 'consent', keep: { kind: 'leaf', fact: 'row.consent', op: 'eq', value: 'granted' } },
      { id: 'objection', keep: { kind: 'leaf', fact: 'row.objected', op: 'eq', value: false } },
    ];
    const source = shop(folder);
    const plan = { run: 'run-1', source, at: AT, consentKey: 'ads', features: [], rowRules: rules };
    const prepared = await engine.prepare(plan);
    const subjects = await Promise.all(['canary-1', 'canary-2', 'canary-3'].map((key) => read(key)));
    const counted = rules.map(({ id, keep }) => {
      const gone = subjects.filter((one) => one.kind === 'present' && evaluate(keep, one.facts) !== 'true');
      return { id, rows: gone.length };
    });
    expect(counted).toEqual(prepared.removed.map(({ id, rows }) => ({ id, rows })));
    expect(subjects.every(({ fingerprint }) => fingerprint === prepared.fingerprint)).toBe(true);
  });

  it('never stand in SQL text, nor in a file of their own', () => {
    expect(statements.filter(({ sql }) => sql.includes('canary'))).toEqual([]);
    expect(readdirSync(join(folder, 'work')).filter((name) => !name.startsWith('work.duckdb'))).toEqual([]);
  });
});
