import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Model } from '../../plugin-contract/index.js';
import type { ColumnBounds } from '../bounded-figures.js';
import type { DataEngine, DatasetSource, PreparationPlan } from '../data-engine.js';
import { openDuckDb } from './open-duckdb.js';

const BY_SIDE: Model = {
  version: 1,
  form: 'rules',
  rules: [{ segment: 'left', when: { column: 'side', eq: 0 } }],
  otherwise: 'right',
  facts: {},
};

interface Person {
  readonly side: 0 | 1;
  readonly spend: number | null;
  readonly region: string | null;
}

describe('figures within bounds', () => {
  let folder: string;
  let engine: DataEngine;
  let files = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-bounded-'));
    engine = await openDuckDb({ workFolder: join(folder, 'work'), allowedFolders: [folder] });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  async function figures(people: readonly Person[], sums: readonly ColumnBounds[], values: readonly string[] = []) {
    files += 1;
    const path = join(folder, `people-${files}.csv`);
    const rows = people.map(({ side, spend, region }, at) => `${at},${side},${spend ?? ''},${region ?? ''}`);
    writeFileSync(path, `${['id,side,spend,region', ...rows].join('\n')}\n`);
    const prepared = await engine.prepare(planned(path, files));
    const found = await engine.boundedFigures(await engine.assign(prepared, BY_SIDE), { sums, values });
    await engine.discard(prepared);
    return found;
  }

  const person: fc.Arbitrary<Person> = fc.record({
    side: fc.constantFrom(0, 1),
    spend: fc.option(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -50, max: 150 }))),
    region: fc.constantFrom(null, 'north', 'south'),
  });
  const bounds = fc
    .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
    .map(([low, width]) => ({ column: 'spend', low: low / 10, high: (low + width) / 10 }));

  it('are sums of clamped integers from the middle, in which a missing value is nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { minLength: 1, maxLength: 30 }),
        bounds,
        async (people, { column, low, high }) => {
          const found = await figures(people, [{ column, low, high }], ['region']);
          const [least, most] = [Math.round(low * 1e6), Math.round(high * 1e6)];
          const moved = (spend: number) => {
            const within = Math.round(Math.min(high, Math.max(low, spend)) * 1e6);
            return 2 * Math.min(most, Math.max(least, within)) - least - most;
          };
          const of = (side: number) =>
            people.reduce((sum, one) => (one.side === side && one.spend !== null ? sum + moved(one.spend) : sum), 0);
          // A half is rounded away from zero there and upwards here: one unit for each person at most.
          expect(found.sums[0]?.sums.map((sum, at) => Math.abs(Number(sum) - of(at)) <= 2 * people.length)).toEqual([
            true,
            true,
          ]);
          const norths = found.values
            .filter(({ value }) => value === 'north')
            .reduce((sum, { people: n }) => sum + Number(n), 0);
          expect(norths).toBe(people.filter(({ region }) => region === 'north').length);
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);

  it('move by no more than the width of the bounds when somebody joins', async () => {
    const wide = { column: 'spend', low: -5, high: 20.5 };
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 10 }), person, async (people, joins) => {
        const [before, after] = [await figures(people, [wide]), await figures([...people, joins], [wide])];
        const moves = [0, 1].map((at) => (after.sums[0]?.sums[at] ?? 0n) - (before.sums[0]?.sums[at] ?? 0n));
        expect(moves[1 - joins.side]).toBe(0n);
        const move = moves[joins.side] as bigint;
        expect(move <= 25_500_000n && move >= -25_500_000n).toBe(true);
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});

function planned(path: string, version: number): PreparationPlan {
  const column = (name: string, type: 'integer' | 'decimal' | 'text') => ({ name, type });
  const columns = [
    column('id', 'integer'),
    column('side', 'integer'),
    column('spend', 'decimal'),
    column('region', 'text'),
  ];
  const source: DatasetSource = {
    dataset: `people-${version}`,
    table: { path, format: 'csv', table: null, header: true, columns: [], nulls: [''], trim: false },
    ...{ subjectKey: 'id', columns, events: [], consent: null, jurisdictionColumn: null },
    ...{ birthDateColumn: null, ageColumn: null, retentionAnchor: null },
  };
  const features = columns.slice(1).map(({ name, type }) => ({ column: name, type, mask: null }));
  return { run: `run-${version}`, source, at: 0, consentKey: 'ads', features, rowRules: [] };
}
