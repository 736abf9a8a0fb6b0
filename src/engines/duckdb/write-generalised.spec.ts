import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  bestRecoding,
  type GlobalRecoding,
  levelNames,
  mondrian,
  releasedClasses,
  tableOfVector,
} from '../../generalisation/index.js';
import { kAnonymity, withSegmentKnown } from '../../measures/index.js';
import type { Model } from '../../plugin-contract/index.js';
import type { AssignedRows, DataEngine, DatasetSource, QuasiIdentifierPlan } from '../index.js';
import { openDuckDb } from '../index.js';

const csv = { format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false } as const;
const bands = [
  [15, 30, 45, 60],
  [15, 45],
].map((level) => level.map((from) => ({ name: `${from}+`, from })));
const regions = [
  ['EU', 'Europe'],
  ['UK', 'Europe'],
  ['US', 'America'],
];
const PLANS: readonly QuasiIdentifierPlan[] = [
  { column: 'age', type: 'integer', hierarchy: { kind: 'bands', levels: bands } },
  { column: 'region', type: 'text', hierarchy: { kind: 'values', rows: regions } },
  { column: 'area', type: 'text', hierarchy: { kind: 'masked', characters: [0, 1] } },
  { column: 'born', type: 'date', hierarchy: { kind: 'dates', units: ['year', 'decade'] } },
];
const MODEL: Model = {
  version: 1,
  form: 'rules',
  rules: [
    { segment: 'low', when: { column: 'score', lt: 40 } },
    { segment: 'middle', when: { column: 'score', lt: 90 } },
    { segment: 'small', when: { column: 'score', lt: 92 } },
  ],
  facts: {},
};

interface Person {
  readonly read: readonly (string | null)[];
  readonly score: number;
}

/** Made-up people, some without a value, some under all bands or unknown to the hierarchy. */
function people(count: number): readonly Person[] {
  const one = <T>(at: number, ...words: readonly T[]) =>
    words[Math.floor(Math.abs(Math.sin(at) * 10_000)) % words.length] as T;
  return Array.from({ length: count }, (_, at) => {
    const age = one(at, 12, 20, 31, 44, 50, 61, 70, null);
    const born = one(at + 0.4, '1971-02-03', '1975-01-01', '1982-12-31', null);
    const read = [
      age === null ? null : String(age),
      one(at + 0.2, 'EU', 'UK', 'US', 'unknown', null),
      one(at + 0.3, 'n1', 'n2', 's1'),
      born,
    ];
    return { read, score: at % 97 };
  });
}

describe('a k-anonymous table of a small shop', () => {
  const all = people(900);
  let folder: string;
  let engine: DataEngine;
  let assigned: AssignedRows;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-generalised-'));
    const lines = all.map(({ read, score }, at) => [at + 1, ...read.map((word) => word ?? ''), score].join(','));
    writeFileSync(join(folder, 'people.csv'), ['id,age,region,area,born,score', ...lines].join('\n'));
    engine = await openDuckDb({ workFolder: join(folder, 'work'), allowedFolders: [folder] });
    const features = [{ column: 'score', type: 'integer' as const, mask: null }];
    const plan = { run: 'r', source: sourceOf(folder), at: 0, consentKey: 'ads', features, rowRules: [] };
    assigned = await engine.suppress(await engine.assign(await engine.prepare(plan), MODEL), ['small']);
  });

  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  const segmentOf = ({ score }: Person) => (score < 40 ? 'low' : score < 90 ? 'middle' : null);
  const released = all.filter((person) => segmentOf(person) !== null);
  const texts = (vector: readonly number[]) =>
    released.map((person) =>
      [
        ...PLANS.map(
          ({ hierarchy }, at) => levelNames(hierarchy).of(person.read[at] as string | null)[vector[at] as number],
        ),
        segmentOf(person),
      ].join(','),
    );

  async function readBack(file: string): Promise<readonly string[]> {
    const connection = await (await DuckDBInstance.create()).connect();
    const rows = (await connection.runAndReadAll(`select * from read_parquet('${file}')`)).getRows();
    connection.closeSync();
    return rows.map((row) => row.join(','));
  }

  it('holds everybody who would be released, in no suppressed segment and in none, by distinct combination', async () => {
    const { combinations } = await engine.countQuasiIdentifiers(assigned, PLANS);
    expect(combinations.segments).toEqual(['low', 'middle']);
    expect(combinations.counts.reduce((sum, count) => sum + count, 0)).toBe(released.length);
    const ground = new Set(texts([0, 0, 0, 0]).map((text) => text.split(',').slice(0, -1).join()));
    expect(combinations.codes[0]?.length).toBe(ground.size);
    expect(JSON.stringify(combinations)).not.toMatch(/n1|Europe|1971/);
  });

  it('reads what the hierarchies say of each person who is not left out, and has neither pseudonym nor key', async () => {
    const rows = await engine.countQuasiIdentifiers(assigned, PLANS);
    const targets = { k: 5, l: 2, t: null, suppressionMax: 0.2 };
    const best = bestRecoding(rows.combinations, targets).best as GlobalRecoding;
    const written = await engine.writeGeneralised(rows, tableOfVector(rows.combinations, best), folder);
    const got = await readBack(join(folder, 'k-anonymous.parquet'));
    expect(written.rows).toBe(got.length);
    expect(got.length).toBe(released.length - best.kept.suppressed);
    const counts = new Map<string, number>();
    for (const text of texts(best.vector)) counts.set(text, (counts.get(text) ?? 0) + 1);
    const inFile = new Map<string, number>();
    for (const text of got) inFile.set(text, (inFile.get(text) ?? 0) + 1);
    for (const [text, count] of inFile) expect(counts.get(text)).toBe(count);
    for (const count of inFile.values()) expect(count).toBeGreaterThanOrEqual(5);
    const lines = readFileSync(join(folder, 'k-anonymous.csv'), 'utf8').trim().split('\n');
    expect(lines[0]).toBe('age,region,area,born,segment');
    expect(lines.slice(1)).toEqual(got);
    expect([...got]).toEqual([...got].sort());
  });

  it('may be parted into classes that are recoded each for itself', async () => {
    const rows = await engine.countQuasiIdentifiers(assigned, PLANS.slice(0, 2));
    const parted = mondrian(rows.combinations, { k: 8, l: 2, t: null, suppressionMax: 0 });
    if (parted === null) throw new Error('nothing to part');
    expect(kAnonymity(withSegmentKnown(releasedClasses(rows.combinations, parted))).k).toBeGreaterThanOrEqual(8);
    const { digest } = await engine.writeGeneralised(rows, parted, folder);
    const got = await readBack(join(folder, 'k-anonymous.parquet'));
    expect(got.length).toBe(released.length);
    expect((await engine.writeGeneralised(rows, parted, folder)).digest).toBe(digest);
    const classes = new Set(got.map((text) => text.split(',').slice(0, 2).join()));
    expect(classes.size).toBe(parted.classes);
  });

  it('gives ranges of a number that everybody has', async () => {
    const ages: QuasiIdentifierPlan = {
      column: 'id',
      type: 'integer',
      hierarchy: {
        kind: 'bands',
        levels: [Array.from({ length: 90 }, (_, at) => ({ name: `${at * 10}`, from: at * 10 + 1 }))],
      },
    };
    const rows = await engine.countQuasiIdentifiers(assigned, [ages]);
    const parted = mondrian(rows.combinations, { k: 50, l: 1, t: null, suppressionMax: 0 });
    if (parted === null) throw new Error('nothing to part');
    await engine.writeGeneralised(rows, parted, folder);
    const got = await readBack(join(folder, 'k-anonymous.parquet'));
    expect(got[0]).toMatch(/^\d+ to \d+,(low|middle)$/);
  });
});

function sourceOf(folder: string): DatasetSource {
  return {
    dataset: 'people',
    table: { ...csv, path: join(folder, 'people.csv') },
    subjectKey: 'id',
    columns: [
      { name: 'id', type: 'integer' },
      { name: 'age', type: 'integer' },
      { name: 'region', type: 'text' },
      { name: 'area', type: 'text' },
      { name: 'born', type: 'date' },
      { name: 'score', type: 'integer' },
    ],
    events: [],
    consent: null,
    jurisdictionColumn: null,
    birthDateColumn: null,
    ageColumn: null,
    retentionAnchor: null,
  };
}
