import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CentroidModel } from '../../plugin-contract/index.js';
import type { AssignedRows, DataEngine, DatasetSource, TraitRows } from '../index.js';
import { openDuckDb } from '../index.js';

const MODEL: CentroidModel = {
  version: 1,
  form: 'centroids',
  columns: [
    { column: 'x', centre: 50, scale: 10 },
    { column: 'y', centre: 0, scale: 2 },
  ],
  segments: [
    { name: 'near', centroid: [-1, 1] },
    { name: 'far', centroid: [2, 3] },
  ],
  facts: {},
};

interface Person {
  readonly id: number;
  readonly x: number;
  readonly y: number | null;
  readonly sex: 'f' | 'm';
  readonly band: 'young' | 'old';
}

/** Made-up people, the same every time; every eleventh lacks a feature. */
const PEOPLE: readonly Person[] = Array.from({ length: 300 }, (_, id) => ({
  id,
  x: (id * 37) % 101,
  y: id % 11 === 0 ? null : ((id * 53) % 89) / 8,
  sex: (id * 7) % 3 === 0 ? 'f' : 'm',
  band: (id * 5) % 7 < 3 ? 'young' : 'old',
}));
const KNOWN = PEOPLE.filter((person): person is Person & { y: number } => person.y !== null);

const distances = ({ x, y }: { x: number; y: number }) =>
  MODEL.segments.map(({ centroid: [a = 0, b = 0] }) => ((x - 50) / 10 - a) ** 2 + (y / 2 - b) ** 2);
const segmentOf = (person: Person & { y: number }) => {
  const [near = 0, far = 0] = distances(person);
  return near <= far ? 0 : 1;
};

describe('nearness over a small table', () => {
  let folder: string;
  let engine: DataEngine;
  let assigned: AssignedRows;
  let traits: TraitRows;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-nearness-'));
    const rows = PEOPLE.map(({ id, x, y, sex, band }) => [id, x, y ?? '', sex, band].join(','));
    writeFileSync(join(folder, 'people.csv'), ['id,x,y,sex,band', ...rows].join('\n'));
    engine = await openDuckDb({ workFolder: join(folder, 'work'), allowedFolders: [folder] });
    const prepared = await engine.prepare({
      ...{ run: 'run-1', source: sourceIn(folder), at: 0, consentKey: 'ads', rowRules: [] },
      features: [
        { column: 'x', type: 'integer', mask: null },
        { column: 'y', type: 'decimal', mask: null },
      ],
    });
    assigned = await engine.assign(prepared, MODEL);
    traits = await engine.traits(prepared, [
      { name: 'sex', column: 'sex', type: 'text', bands: null, groups: null },
      {
        ...{ name: 'band', column: 'band', type: 'text' as const, bands: null },
        groups: ['young', 'old', 'nobody'].map((name) => ({ name, values: [name] })),
      },
    ]);
  });

  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  it('sums squared distances to the own centre, by the groups of every table', async () => {
    const tables = [['sex'], ['sex', 'band']];
    const [bySex, both] = await engine.sumDistances(assigned, traits, { model: MODEL, tables });
    expect(bySex?.groups.map(({ group }) => group)).toEqual(['f', 'm']);
    for (const { group, people, sum, squares } of bySex?.groups ?? []) {
      const own = KNOWN.filter(({ sex }) => sex === group).map((person) => Math.min(...distances(person)));
      expect(people).toBe(own.length);
      expect(sum / own.reduce((total, one) => total + one, 0)).toBeCloseTo(1, 7);
      expect(squares / own.reduce((total, one) => total + one * one, 0)).toBeCloseTo(1, 7);
    }
    expect(both?.groups.map(({ group }) => group)).toContain('f × nobody');
    expect(both?.groups.find(({ group }) => group === 'f × nobody')).toMatchObject({ people: 0, sum: 0, squares: 0 });
  });

  it('leaves out people of segments that are not released', async () => {
    const left = await engine.suppress(assigned, ['far']);
    const [bySex] = await engine.sumDistances(left, traits, { model: MODEL, tables: [['sex']] });
    const near = KNOWN.filter((person) => segmentOf(person) === 0);
    expect(bySex?.groups.reduce((sum, { people }) => sum + people, 0)).toBe(near.length);
  });

  it('counts the neighbours that share a segment, as looking at every pair does', async () => {
    const ask = { features: ['x', 'y'], neighbours: 5, tables: [['sex'], ['band']] };
    const [bySex, byBand] = await engine.countNeighbours(assigned, traits, ask);
    const scale = (values: readonly number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    const [sx, sy] = [scale(KNOWN.map(({ x }) => x)), scale(KNOWN.map(({ y }) => y))];
    const same = KNOWN.map((one) => {
      const others = KNOWN.filter(({ id }) => id !== one.id).map((other) => ({
        other,
        distance: ((one.x - other.x) / sx) ** 2 + ((one.y - other.y) / sy) ** 2,
      }));
      others.sort((a, b) => a.distance - b.distance || a.other.id - b.other.id);
      return { one, same: others.slice(0, 5).filter(({ other }) => segmentOf(other) === segmentOf(one)).length };
    });
    for (const { group, people, sum, squares } of bySex?.groups ?? []) {
      const own = same.filter(({ one }) => one.sex === group).map((person) => person.same);
      expect([people, sum, squares]).toEqual([
        own.length,
        own.reduce((total, count) => total + count, 0),
        own.reduce((total, count) => total + count * count, 0),
      ]);
    }
    expect(byBand?.groups.map(({ group }) => group)).toEqual(['young', 'old', 'nobody']);
    expect(await engine.countNeighbours(assigned, traits, ask)).toEqual([bySex, byBand]);
  });
});

function sourceIn(folder: string): DatasetSource {
  const file = { format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false } as const;
  return {
    dataset: 'people',
    table: { ...file, path: join(folder, 'people.csv') },
    subjectKey: 'id',
    columns: [
      { name: 'id', type: 'integer' },
      { name: 'x', type: 'integer' },
      { name: 'y', type: 'decimal' },
      { name: 'sex', type: 'text' },
      { name: 'band', type: 'text' },
    ],
    ...{ events: [], consent: null, jurisdictionColumn: null, birthDateColumn: null, ageColumn: null },
    retentionAnchor: null,
  };
}
