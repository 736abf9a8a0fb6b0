import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataEngine, type FileSource, openDuckDb, type Statement } from '../index.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-survey-'));
const ask = { valuesMax: 100, lengthMax: 40, seed: 1 };
const statements: Statement[] = [];
let engine: DataEngine;

beforeAll(async () => {
  engine = await openDuckDb({ workFolder: join(folder, 'work'), onStatement: (one) => statements.push(one) });
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

function csv(name: string, lines: readonly string[]): FileSource {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return { path, format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false };
}

describe('survey', () => {
  it('counts rows, filled rows and distinct values, and finds the narrowest type that loads', async () => {
    const file = csv('types.csv', [
      'number,zip,share,day,at,flag,mixed,empty,"odd ""name"',
      '1,00501,0.5,2020-01-05,2020-01-05 10:00:00,true,1,,a',
      '2,10115,1e3,2020-02-29,2020-01-05 11:00:00,false,x,,a',
      ',10115,,1999-12-31,2020-01-05 11:00:00,true,,," "',
    ]);
    const survey = await engine.survey(file, ask);
    expect(survey.rows).toBe(3);
    expect(survey.columns.map(({ name, type, filled, distinct }) => [name, type, filled, distinct])).toEqual([
      ['number', 'integer', 2, 2],
      ['zip', 'text', 3, 2],
      ['share', 'decimal', 2, 2],
      ['day', 'date', 3, 3],
      ['at', 'timestamp', 3, 2],
      ['flag', 'boolean', 3, 2],
      ['mixed', 'text', 2, 2],
      ['empty', 'text', 0, 0],
      ['odd "name', 'text', 2, 1],
    ]);
    await engine.endSurvey(survey);
  });

  it('keeps a rare long value among many short ones, and says how many rows a stratum has', async () => {
    const many = Array.from({ length: 5_000 }, (_, at) => `n${at}`);
    const survey = await engine.survey(
      csv('rare.csv', ['note', ...many, 'somebody@example.org', ...Array(7).fill('twice')]),
      ask,
    );
    const { filled, distinct, strata } = survey.columns[0] as (typeof survey.columns)[number];
    expect([filled, distinct]).toEqual([5_008, 5_002]);
    expect(strata.every(({ values }) => values.length <= ask.valuesMax)).toBe(true);
    expect(strata.flatMap(({ values }) => values)).toContainEqual({ text: 'somebody@example.org', rows: 1 });
    expect(strata.flatMap(({ values }) => values)).toContainEqual({ text: 'twice', rows: 7 });
    expect(strata.reduce((sum, { rows }) => sum + rows, 0)).toBe(filled);
    const again = await engine.survey(
      csv('rare.csv', ['note', ...many, 'somebody@example.org', ...Array(7).fill('twice')]),
      ask,
    );
    expect(again.columns).toEqual(survey.columns);
  });

  it('cuts values at their bound, and puts none into a statement', async () => {
    statements.length = 0;
    const survey = await engine.survey(csv('long.csv', ['t', 'y'.repeat(500)]), ask);
    expect(survey.columns[0]?.strata[0]?.values[0]?.text).toBe('y'.repeat(40));
    expect(JSON.stringify(statements, (_, one) => (typeof one === 'bigint' ? String(one) : one))).not.toContain('yyyy');
  });

  it('refuses what is no such file, by its place alone', async () => {
    const file = { ...csv('x.csv', ['a']), path: join(folder, 'none.csv') };
    await expect(engine.survey(file, ask)).rejects.toMatchObject({ code: 'SOURCE_MISSING' });
    writeFileSync(join(folder, 'bad.parquet'), 'a secret');
    const bad = engine.survey({ ...file, path: join(folder, 'bad.parquet'), format: 'parquet' }, ask);
    await expect(bad).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.not.stringContaining('secret'),
    });
  });
});

describe('countSets', () => {
  const lines = ['a,b', 'x,1', 'x,1', 'x,2', 'y,2', ',2', ',2'];

  it('counts classes, unique rows and equal pairs; a missing value is one of its own', async () => {
    const survey = await engine.survey(csv('sets.csv', lines), ask);
    const sets = [['a'], ['b'], ['a', 'b']];
    expect(await engine.countSets(survey, { sets, rowsMax: 100, seed: 1 })).toEqual([
      { columns: ['a'], rows: 6, classes: 3, unique: 1, equalPairs: 4 },
      { columns: ['b'], rows: 6, classes: 2, unique: 0, equalPairs: 7 },
      { columns: ['a', 'b'], rows: 6, classes: 4, unique: 2, equalPairs: 2 },
    ]);
  });

  it('looks at about as many rows as it may, the same ones every time', async () => {
    const survey = await engine.survey(
      csv('big.csv', ['a', ...Array.from({ length: 20_000 }, (_, at) => `${at % 7}`)]),
      ask,
    );
    const count = () => engine.countSets(survey, { sets: [['a']], rowsMax: 1_000, seed: 1 });
    const [first] = await count();
    expect(first?.rows).toBeGreaterThan(800);
    expect(first?.rows).toBeLessThan(1_200);
    expect(await count()).toEqual([first]);
  });
});
