import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert, asyncProperty, double, integer, record } from 'fast-check';
import type { CentroidModel } from '../../plugin-contract/index.js';
import type { DataEngine, PreparationPlan } from '../data-engine.js';
import { openDuckDb } from './open-duckdb.js';

const MODEL: CentroidModel = {
  version: 1,
  form: 'centroids',
  columns: [{ column: 'x', centre: 0, scale: 1 }],
  segments: [
    { name: 'left', centroid: [-1] },
    { name: 'middle', centroid: [0] },
    { name: 'right', centroid: [1] },
  ],
  facts: {},
};
const csv = { format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false } as const;
const SEX = { name: 'sex', column: 'sex', type: 'text', bands: null, groups: null } as const;

interface Person {
  readonly x: number | null;
  readonly sex: string;
}

describe('reassignment under bounds', () => {
  let folder: string;
  let engine: DataEngine;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-reassign-'));
    engine = await openDuckDb({ workFolder: join(folder, 'work'), allowedFolders: [folder] });
  });

  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  let files = 0;
  async function reassigned(people: readonly Person[], ratioMin: number) {
    files += 1;
    const path = join(folder, `people${files}.csv`);
    writeFileSync(path, ['id,x,sex', ...people.map(({ x, sex }, at) => `${at},${x ?? ''},${sex}`)].join('\n'));
    const prepared = await engine.prepare(planned(path));
    const traits = await engine.traits(prepared, [SEX]);
    const assigned = await engine.assign(prepared, MODEL);
    const given = await engine.reassign(assigned, traits, { model: MODEL, trait: 'sex', ratioMin });
    const [table] = await engine.countSegments(given.rows, traits, [['sex']]);
    const result = { ...given, table: table?.counts ?? [], before: assigned.segments.map(({ rows }) => rows) };
    await engine.discard(prepared);
    return result;
  }

  it('moves those who are nearly as near to another segment, and no more than it takes', async () => {
    // All women stand left of the middle, all men right of it.
    const people = Array.from({ length: 200 }, (_, at) => ({ x: (at - 99.5) / 100, sex: at < 100 ? 'f' : 'm' }));
    const { table, moved, inertia, reached, before } = await reassigned(people, 0.8);
    expect([reached, before]).toEqual([true, [50, 100, 50]]);
    const even = [25, 50, 25];
    for (const row of table) {
      for (const [at, n] of row.slice(0, 3).entries()) {
        expect(n).toBeGreaterThanOrEqual(Math.floor((even[at] as number) * Math.sqrt(0.8)));
        expect(n).toBeLessThanOrEqual(Math.ceil((even[at] as number) / Math.sqrt(0.8)));
      }
    }
    // Of each group 22 leave the full segment for the middle, and 22 the middle for the empty one.
    expect(moved).toBe(88);
    expect(inertia.after).toBeGreaterThan(inertia.before);
  });

  it('parts people who are alike where a bound falls among them', async () => {
    const people = Array.from({ length: 400 }, (_, at) => ({ x: at < 200 ? -0.8 : 0.8, sex: at % 4 ? 'f' : 'm' }));
    const uneven = people.map((one, at) => (at < 100 ? { ...one, sex: 'f' } : one));
    const { reached, table } = await reassigned(uneven, 0.98);
    expect(reached).toBe(true);
    const shares = table.map(([left = 0, , right = 0]) => left / (left + right));
    expect(Math.abs((shares[0] as number) - (shares[1] as number))).toBeLessThan(0.03);
  });

  it('evens out many people to one in a thousand', async () => {
    const bell = (at: number) => [1, 3, 7, 11].reduce((sum, step) => sum + ((at * step * 7919) % 1009) / 1009 - 0.5, 0);
    const people = Array.from({ length: 8000 }, (_, at) => {
      const sex = at % 3 ? 'f' : 'm';
      return { x: Number((bell(at) + (sex === 'f' ? -0.3 : 0.4)).toFixed(2)), sex };
    });
    const { reached, table } = await reassigned(people, 0.95);
    expect(reached).toBe(true);
    const [women = [], men = []] = table.map((row) => row.map((n) => n / row.reduce((sum, one) => sum + one, 0)));
    for (const at of [0, 1, 2]) {
      const shares = [women[at] as number, men[at] as number];
      expect(Math.min(...shares) / Math.max(...shares)).toBeGreaterThan(0.93);
    }
  });

  it('leaves an even assignment as it is', async () => {
    const people = Array.from({ length: 120 }, (_, at) => ({
      x: [-1, 0, 1][at % 3] as number,
      sex: at % 2 ? 'f' : 'm',
    }));
    const { moved, inertia, reached, offsets } = await reassigned(people, 1);
    expect([moved, reached, inertia.before, inertia.after]).toEqual([0, true, 0, 0]);
    expect(offsets.flat()).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('leaves whom no segment could take in none', async () => {
    const people = [...Array.from({ length: 20 }, (_, at) => ({ x: at / 10 - 1, sex: at % 2 ? 'f' : 'm' }))];
    const { rows } = await reassigned([...people, { x: null, sex: 'f' }], 0.5);
    expect(rows.unassigned).toBe(1);
  });

  it('costs what the best of all assignments within the bounds costs', async () => {
    const person = record({ x: double({ min: -2, max: 2, noNaN: true }), group: integer({ min: 0, max: 1 }) });
    await assert(
      asyncProperty(array(person, { minLength: 4, maxLength: 7 }), async (drawn) => {
        const people = drawn.map(({ x, group }) => ({ x: Number(x.toFixed(6)), sex: group === 0 ? 'f' : 'm' }));
        const { before, reached, inertia } = await reassigned(people, 0.9);
        expect(reached).toBe(true);
        expect(inertia.after).toBeCloseTo(cheapest(people, before, 0.9), 4);
      }),
      { numRuns: 40 },
    );
  });
});

/** Every assignment of every group is tried. */
function cheapest(people: readonly Person[], sizes: readonly number[], ratioMin: number): number {
  const total = people.length;
  return ['f', 'm'].reduce((sum, sex) => {
    const xs = people.filter((one) => one.sex === sex).map(({ x }) => x as number);
    const bounds = sizes.map((n) => {
      const even = (n / total) * xs.length;
      return [Math.floor(even * Math.sqrt(ratioMin)), Math.ceil(even / Math.sqrt(ratioMin))] as const;
    });
    let best = Number.POSITIVE_INFINITY;
    for (let code = 0; code < 3 ** xs.length; code += 1) {
      const counts = [0, 0, 0];
      const cost = xs.reduce((all, x, at) => {
        const segment = Math.floor(code / 3 ** at) % 3;
        counts[segment] = (counts[segment] as number) + 1;
        return all + (x - (segment - 1)) ** 2;
      }, 0);
      const fits = bounds.every(
        ([least, most], at) => (counts[at] as number) >= least && (counts[at] as number) <= most,
      );
      if (fits) best = Math.min(best, cost);
    }
    return sum + best;
  }, 0);
}

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
  return { run: 'reassign', source, at: 0, consentKey: 'ads', features, rowRules: [] };
}
