import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import type { CentroidModel } from '../../plugin-contract/index.js';
import type { DataEngine, PreparationPlan, PreparedRows, TraitRows } from '../data-engine.js';
import { openDuckDb } from './open-duckdb.js';

const csv = { format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false } as const;
const SEX = { name: 'sex', column: 'sex', type: 'text', bands: null, groups: null } as const;
const model = (...centroids: readonly number[]): CentroidModel => ({
  version: 1,
  form: 'centroids',
  columns: [{ column: 'x', centre: 0, scale: 1 }],
  segments: centroids.map((at, index) => ({ name: `s${index}`, centroid: [at] })),
  facts: {},
});

interface Person {
  readonly x: number | null;
  readonly sex: string;
}

describe('treatments by group in the data engine', () => {
  let folder: string;
  let engine: DataEngine;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-treatments-'));
    engine = await openDuckDb({ workFolder: join(folder, 'work'), allowedFolders: [folder] });
  });

  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  let files = 0;
  async function withPeople<T>(
    people: readonly Person[],
    look: (prepared: PreparedRows, traits: TraitRows) => Promise<T>,
  ): Promise<T> {
    files += 1;
    const path = join(folder, `people${files}.csv`);
    writeFileSync(path, ['id,x,sex', ...people.map(({ x, sex }, at) => `${at},${x ?? ''},${sex}`)].join('\n'));
    const prepared = await engine.prepare(planned(path));
    const given = await look(prepared, await engine.traits(prepared, [SEX]));
    await engine.discard(prepared);
    return given;
  }

  /** What a plugin is given of `x`, by group. */
  async function valuesOf(people: readonly Person[]) {
    return withPeople(people, async (prepared, traits) => {
      const { rows, columns } = await engine.residualise(prepared, traits, { trait: 'sex', columns: ['x'] });
      const whole = { columns: ['x'], rows: 'all', limit: 1e6, seed: 0 } as const;
      const sampled = tableFromIPC((await engine.sample(rows, whole)).arrow);
      const before = tableFromIPC((await engine.sample(prepared, whole)).arrow);
      // Both samples stand in the same order; a value is told to a person by what it was, where values differ.
      const pairs = [...Array(sampled.numRows).keys()].map(
        (at) => [before.get(at)?.['x'] as number | null, sampled.get(at)?.['x'] as number | null] as const,
      );
      return { pairs, columns };
    });
  }

  const groupOf = (people: readonly Person[]) => new Map(people.map(({ x, sex }) => [x, sex]));

  it('gives a group the values of everybody, so that a number tells nothing of the group', async () => {
    const people = Array.from({ length: 400 }, (_, at) => ({
      x: at < 300 ? at : 1000 + at,
      sex: at < 300 ? 'f' : 'm',
    }));
    const { pairs, columns } = await valuesOf(people);
    const [column] = columns;
    expect(column?.told[0]).toBeGreaterThan(0.8);
    expect(column?.told[1]).toBeLessThan(1e-4);
    expect(column?.kept).toBeGreaterThan(0);
    expect(column?.kept).toBeLessThan(0.5);
    const values = new Set(people.map(({ x }) => x));
    // Every value is one that somebody had: no digit can tell a group.
    expect(pairs.every(([, now]) => values.has(now as number))).toBe(true);
    const sex = groupOf(people);
    const women = pairs
      .filter(([was]) => sex.get(was as number) === 'f')
      .sort((a, b) => (a[0] as number) - (b[0] as number));
    // In its own group, everybody keeps the place.
    expect(women.every(([, now], at) => at === 0 || (now as number) >= (women[at - 1]?.[1] as number))).toBe(true);
  });

  it('gives nobody a value who had none, and leaves one group as it is', async () => {
    const alone = [
      { x: 3, sex: 'f' },
      { x: null, sex: 'f' },
      { x: 1, sex: 'f' },
      { x: 2, sex: 'f' },
    ];
    const { pairs, columns } = await valuesOf(alone);
    expect(pairs.every(([was, now]) => was === now)).toBe(true);
    expect(columns).toEqual([{ column: 'x', told: [0, 0], kept: 1 }]);
  });

  it('leaves no correlation with any group, whatever the people', async () => {
    const person = fc.record({ x: fc.integer({ min: -1000, max: 1000 }), sex: fc.constantFrom('f', 'f', 'm', 'd') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { minLength: 300, maxLength: 600 }),
        fc.integer({ min: -900, max: 900 }),
        async (drawn, by) => {
          const people = drawn.map(({ x, sex }) => ({ x: sex === 'm' ? x + by : x, sex }));
          const { columns } = await valuesOf(people);
          const least = Math.min(...['f', 'm', 'd'].map((sex) => people.filter((one) => one.sex === sex).length));
          const told = columns[0]?.told[1] as number;
          // A group of n has the n middles of equal parts of everybody's values: the square root of the share is the correlation.
          expect(Math.sqrt(told)).toBeLessThan(2 / Math.max(1, least));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('shows people as they were where they are described, and assigns them by what the plugin was given', async () => {
    const people = Array.from({ length: 200 }, (_, at) => ({ x: at, sex: at < 100 ? 'f' : 'm' }));
    await withPeople(people, async (prepared, traits) => {
      const { rows } = await engine.residualise(prepared, traits, { trait: 'sex', columns: ['x'] });
      const assigned = await engine.assign(rows, model(49.5, 149.5));
      const [table] = await engine.countSegments(assigned, traits, [['sex']]);
      expect(table?.counts.map((row) => row.slice(0, 2))).toEqual([
        [50, 50],
        [50, 50],
      ]);
      const [low] = await engine.profile(assigned, ['x'], 1);
      // Of the lower half of women and the lower half of men, as they are.
      expect(low?.features[0]?.mean).toBeCloseTo((24.5 + 124.5) / 2, 6);
    });
  });

  it('draws people by group and segment as often as they are asked for', async () => {
    const people = Array.from({ length: 4000 }, (_, at) => ({ x: at % 2, sex: at % 4 < 2 ? 'f' : 'm' }));
    await withPeople(people, async (prepared, traits) => {
      const assigned = await engine.assign(prepared, model(0, 1));
      const shares = [
        [1, 0.25],
        [0, 0.5],
      ];
      const thinning = { assigned, traits, trait: 'sex', shares };
      const asked = { columns: ['x'], rows: 'sample', limit: 10_000, seed: 7 } as const;
      const sampled = await engine.sample(prepared, { ...asked, thinning });
      const xs = [...Array(sampled.rows).keys()].map((at) => tableFromIPC(sampled.arrow).get(at)?.['x'] as number);
      expect(xs.filter((x) => x === 0).length).toBe(1000);
      expect(Math.abs(xs.filter((x) => x === 1).length - 750)).toBeLessThan(90);
      expect((await engine.sample(prepared, { ...asked, thinning })).digest).toBe(sampled.digest);
      expect((await engine.sample(prepared, { ...asked, limit: 10, thinning })).rows).toBe(10);
    });
  });

  it('moves centres to where the group that is described worst is described best', async () => {
    // Many stand at 0 and 10, few at 4 and 14: ordinary centres serve the many.
    const people = Array.from({ length: 1000 }, (_, at) => ({
      x: (at % 2) * 10 + (at < 900 ? 0 : 4),
      sex: at < 900 ? 'f' : 'm',
    }));
    await withPeople(people, async (prepared, traits) => {
      const asked = { model: model(0.4, 10.4), trait: 'sex', groupSizeMin: 10 };
      const fair = await engine.fairCentres(prepared, traits, asked);
      expect(fair.model.segments.map(({ centroid }) => centroid[0])).toEqual([
        expect.closeTo(2, 5),
        expect.closeTo(12, 5),
      ]);
      expect(fair.socialCost.before).toBeCloseTo(3.6 ** 2, 9);
      expect(fair.socialCost.after).toBeCloseTo(4, 5);
      expect(fair.inertia.before).toBeCloseTo(900 * 0.16 + 100 * 12.96, 6);
      expect(fair.inertia.after).toBeCloseTo(4000, 2);
      expect(fair.groups.map(({ group, before }) => [group, before])).toEqual([
        ['f', expect.closeTo(0.16, 9)],
        ['m', expect.closeTo(12.96, 9)],
      ]);
      const small = await engine.fairCentres(prepared, traits, { ...asked, groupSizeMin: 200 });
      expect(small.groups[1]).toEqual({ group: 'm', before: null, after: null });
      expect(small.socialCost.after).toBeCloseTo(0, 6);
    });
  });

  it('never describes the worst group worse than before', async () => {
    const person = fc.record({ x: fc.integer({ min: -50, max: 50 }), sex: fc.constantFrom('f', 'm', 'd') });
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 30, maxLength: 60 }), async (people) => {
        const fair = await withPeople(people, (prepared, traits) =>
          engine.fairCentres(prepared, traits, { model: model(-20, 0, 20), trait: 'sex', groupSizeMin: 1 }),
        );
        expect(fair.socialCost.after).toBeLessThanOrEqual(fair.socialCost.before);
        expect(Math.max(...fair.groups.map(({ after }) => after ?? 0))).toBeCloseTo(fair.socialCost.after, 9);
      }),
      { numRuns: 12 },
    );
  });
});

function planned(path: string): PreparationPlan {
  const source = {
    ...{ dataset: 'people', table: { ...csv, path }, subjectKey: 'id', events: [], consent: null },
    columns: [
      { name: 'id', type: 'integer' },
      { name: 'x', type: 'decimal' },
      { name: 'sex', type: 'text' },
    ],
    ...{ jurisdictionColumn: null, birthDateColumn: null, ageColumn: null, retentionAnchor: null },
  } as const;
  const features = [{ column: 'x', type: 'decimal', mask: null }] as const;
  return { run: 'treatments', source, at: 0, consentKey: 'ads', features, rowRules: [] };
}
