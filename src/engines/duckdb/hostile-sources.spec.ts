import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Model } from '../../plugin-contract/index.js';
import type { ColumnType, DataEngine, DatasetSource } from '../data-engine.js';
import { openDuckDb } from './open-duckdb.js';

const FORM = { format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false } as const;

const LINES = Array.from({ length: 999 }, (_, at) => `${at},'n${at},${at % 7}`);

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
    writeFileSync(join(folder, 'remarks.csv'), ['id,name,score', ...LINES, '1000,#x,3', ''].join('\n'));
    expect(
      (await engine.inspect(sourceOf('remarks.csv', { id: 'integer', name: 'text', score: 'decimal' }))).rows,
    ).toBe(1000);
  });

  it.each([
    ['too few fields at the end', [...LINES, '999,canary'], ':1001', 'a row of 2 fields'],
    ['too many fields at the end', [...LINES, '999,canary,1,2'], ':1001', 'a row of 4 fields'],
    ['too few fields in the first row', ['999,canary', ...LINES], ':2', 'a row of 2 fields'],
    ['one field behind many rows', [...LINES, ...LINES, '# canary'], ':2000', 'a row of 1 field'],
    ['too many fields behind a quoted line break', ['1,"a\n""b"" ,",2', '2,canary,3,4'], ':4', 'a row of 4 fields'],
  ])('are refused by file and line for a row with %s', async (name, rows, line, found) => {
    writeFileSync(join(folder, `${name}.csv`), ['id,name,score', ...rows, ''].join('\n'));
    const columns = { id: 'text', name: 'text', score: 'text' } as const;
    const refusal = await engine.inspect(sourceOf(`${name}.csv`, columns)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'CSV_ROW_RAGGED', parts: { found, where: `${folder}/${name}.csv${line}` } });
    expect(String(refusal)).not.toContain('canary');
  });

  it('are refused by file and line for a ragged row in a packed file, and in one without a header', async () => {
    writeFileSync(join(folder, 'packed.csv.gz'), gzipSync('id;name\r\n1;a\r\n\r\n2;b;c\r\n'));
    await expect(engine.inspect(sourceOf('packed.csv.gz', { id: 'integer', name: 'text' }))).rejects.toMatchObject({
      code: 'CSV_ROW_RAGGED',
      parts: { where: `${folder}/packed.csv.gz:4` },
    });
    writeFileSync(join(folder, 'bare.csv'), `${LINES.join('\n')}\n999,x,1,2\n`);
    const bare = sourceOf('bare.csv', { id: 'integer', name: 'text', score: 'decimal' });
    const table = { ...FORM, path: join(folder, 'bare.csv'), header: false, columns: ['id', 'name', 'score'] };
    await expect(engine.inspect({ ...bare, table })).rejects.toMatchObject({
      code: 'CSV_ROW_RAGGED',
      parts: { where: `${folder}/bare.csv:1000` },
    });
  });

  it.each([
    ['semicolons', '\uFEFFid;name;score\n1;a,b;2\n'],
    ['tabs and the line ends of Windows', 'id\tname\tscore\r\n1\ta,b\t2\r\n'],
    ['quotes, and empty lines above the header', '\n\n"id","name","score"\n"1","a,b","2"\n\n'],
    ['a separator at the end of each row', 'id|name|score\n1|a,b|2|\n'],
  ])('are read with %s', async (name, text) => {
    writeFileSync(join(folder, `${name}.csv`), text);
    const source = sourceOf(`${name}.csv`, { id: 'integer', name: 'text', score: 'decimal' });
    expect(await engine.inspect(source)).toMatchObject({ rows: 1, unknownColumns: [] });
    const features = [{ column: 'score', type: 'decimal', mask: null }] as const;
    const prepared = await engine.prepare({ run: name, source, at: 0, consentKey: '-', features, rowRules: [] });
    expect(await engine.quantiles(prepared, 'score', [0.5])).toEqual([2]);
  });

  it('are refused where text is not UTF-8, although no value of it is looked at yet', async () => {
    writeFileSync(join(folder, 'latin.csv'), Buffer.from('id,name\n1,\u00E9\n', 'latin1'));
    await expect(engine.inspect(sourceOf('latin.csv', { id: 'integer', name: 'text' }))).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
    });
  });

  it('are refused where several files of one source have different headers', async () => {
    writeFileSync(join(folder, 'part-1.csv'), 'id,name\n1,a\n');
    writeFileSync(join(folder, 'part-2.csv'), 'name,id\nb,2\n');
    await expect(engine.inspect(sourceOf('part-*.csv', { id: 'integer', name: 'text' }))).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      parts: { where: `${folder}/part-2.csv` },
    });
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

  it.each(['integer', 'text'] as const)(
    'keep columns apart that are named as the engine names its own (%s key)',
    async (type) => {
      const names = ['k', 'h', 's', 'n', 'x0', 't0_0', 'b0', 'v', 'bin', 'key', 'segment'];
      const rows = Array.from({ length: 50 }, (_, row) => [row + 1000, ...names.map((_name, at) => row + at / 100)]);
      writeFileSync(
        join(folder, `own-${type}.csv`),
        [['id', ...names], ...rows].map((row) => row.join(',')).join('\n'),
      );
      const source = sourceOf(`own-${type}.csv`, {
        id: type,
        ...Object.fromEntries(names.map((name) => [name, 'decimal'])),
      });
      const features = names.map((column) => ({ column, type: 'decimal', mask: null }) as const);
      const prepared = await engine.prepare({ run: 'own', source, at: 0, consentKey: '-', features, rowRules: [] });
      const bands = [0, 10, 20].map((from) => ({ name: `${from}+`, from }));
      const traits = await engine.traits(
        prepared,
        names.map((column) => ({ name: column, column, type: 'decimal', bands, groups: null })),
      );
      for (const [at, column] of names.entries()) {
        expect(await engine.quantiles(prepared, column, [0, 1])).toEqual([at / 100, 49 + at / 100]);
        const centroids = {
          version: 1,
          form: 'centroids',
          columns: [{ column, centre: 0, scale: 1 }],
          facts: {},
        } as const;
        const models: Model[] = [
          {
            version: 1,
            form: 'rules',
            rules: [{ segment: 'low', when: { column, lt: 10 } }],
            otherwise: 'high',
            facts: {},
          },
          {
            ...centroids,
            segments: [
              { name: 'low', centroid: [4.9] },
              { name: 'high', centroid: [14.9 + at / 100] },
            ],
          },
        ];
        for (const model of models) {
          const assigned = await engine.assign(prepared, model);
          expect(assigned.segments.map(({ rows: people }) => people)).toEqual([10, 40]);
          const [counts] = await engine.countSegments(assigned, traits, [[column]]);
          expect(counts?.counts).toEqual([
            [10, 0],
            [0, 10],
            [0, 30],
          ]);
          const [low] = await engine.profile(assigned, [column], 1);
          expect(low?.features[0]?.mean).toBeCloseTo(4.5 + at / 100, 9);
        }
        const [values] = await engine.countAssociation(prepared, traits, {
          features: [column],
          traits: [column],
          distinctMax: 99,
        });
        expect(values).toMatchObject({ distinct: 50, rows: 50 });
      }
    },
  );

  it('give whole numbers as groups in their order, near or far apart', async () => {
    writeFileSync(join(folder, 'numbers.csv'), 'id,near,far\n1,-3,5\n2,0,-900000\n3,5,\n4,,5\n5,-3,700000\n');
    const source = sourceOf('numbers.csv', { id: 'integer', near: 'integer', far: 'integer' });
    const features = [{ column: 'id', type: 'integer', mask: null }] as const;
    const prepared = await engine.prepare({ run: 'n', source, at: 0, consentKey: '-', features, rowRules: [] });
    const everybody = { version: 1, form: 'rules', rules: [], otherwise: 'all', facts: {} } as unknown as Model;
    const assigned = await engine.assign(prepared, everybody);
    const plans = ['near', 'far'].map((name) => {
      return { name, column: name, type: 'integer', bands: null, groups: null } as const;
    });
    const traits = await engine.traits(prepared, plans);
    const tables = await engine.countSegments(assigned, traits, [['near'], ['far']]);
    expect(tables.map(({ groups, counts }) => [groups, counts.flat()])).toEqual([
      [
        ['-3', '0', '5', 'unknown'],
        [2, 1, 1, 1],
      ],
      [
        ['-900000', '5', '700000', 'unknown'],
        [1, 2, 1, 1],
      ],
    ]);
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
