import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ColumnType, DataEngine, DatasetSource } from '../data-engine.js';
import { openDuckDb } from './open-duckdb.js';

const FORM = { format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false } as const;

describe('sources that are not what they seem', () => {
  let folder: string;
  let engine: DataEngine;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-sources-'));
    engine = await openDuckDb({ workFolder: join(folder, 'work'), allowedFolders: [folder] });
  });

  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  it('lose no row that looks like a remark, and no quote that is a letter', async () => {
    const lines = Array.from({ length: 999 }, (_, at) => `${at},'n${at},${at % 7}`);
    writeFileSync(join(folder, 'remarks.csv'), ['id,name,score', ...lines, '1000,#x,3', ''].join('\n'));
    expect(
      (await engine.inspect(sourceOf('remarks.csv', { id: 'integer', name: 'text', score: 'decimal' }))).rows,
    ).toBe(1000);
    writeFileSync(join(folder, 'ragged.csv'), ['id,name,score', ...lines, '# 1000', ''].join('\n'));
    await expect(
      engine.inspect(sourceOf('ragged.csv', { id: 'integer', name: 'text', score: 'decimal' })),
    ).rejects.toThrow();
  });

  it('keep an event column apart from the number of the subject', async () => {
    writeFileSync(join(folder, 'events.csv'), 'person,k\na,5\na,7\nb,1\n');
    const measures = [
      { name: 'total', measure: 'sum', columns: ['k'], where: null, scale: 0, asOf: null, type: 'integer' },
    ] as const;
    const source: DatasetSource = {
      ...sourceOf('events.csv', {}),
      table: null,
      subjectKey: 'person',
      columns: [{ name: 'total', type: 'integer' }],
      events: [
        {
          file: { ...FORM, path: join(folder, 'events.csv') },
          subjectKey: 'person',
          columns: [{ name: 'k', type: 'integer' }],
          where: null,
          measures,
        },
      ],
    };
    const features = [{ column: 'total', type: 'integer', mask: null }] as const;
    const prepared = await engine.prepare({ run: 'one', source, at: 0, consentKey: '-', features, rowRules: [] });
    expect(await engine.quantiles(prepared, 'total', [0, 1])).toEqual([1, 12]);
  });

  it('are refused where they are a pipe, which would wait for ever', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
    await expect(engine.inspect(sourceOf('pipe.csv', { id: 'integer' }))).rejects.toMatchObject({
      code: 'SOURCE_MISSING',
    });
  });

  function sourceOf(name: string, columns: Readonly<Record<string, ColumnType>>): DatasetSource {
    return {
      dataset: name,
      table: { ...FORM, path: join(folder, name) },
      subjectKey: 'id',
      columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
      ...{ events: [], consent: null, jurisdictionColumn: null, birthDateColumn: null },
      ...{ ageColumn: null, retentionAnchor: null },
    };
  }
});
