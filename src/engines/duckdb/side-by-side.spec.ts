import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Bindings } from '../sql/bindings.js';
import { Session } from './session.js';
import { type Join, sideBySide, storeSideBySide } from './side-by-side.js';

describe('two relations of the same people', () => {
  let folder: string;
  let session: Session;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-sides-'));
    const place = { workFolder: join(folder, 'work'), allowedFolders: [] };
    session = await Session.open({ ...place, threads: 2, memoryLimit: '200MB' });
  });

  afterAll(async () => {
    await session.close();
    rmSync(folder, { recursive: true });
  });

  async function joined(left: readonly number[], right: readonly number[], join: Join) {
    await load('left', left);
    await load('right', right);
    const sides = [
      { relation: '"left"', as: 'a', key: 'k' },
      { relation: '"right"', as: 'b', key: 'k' },
    ] as const;
    const from = await sideBySide(session, ...sides, join);
    const rows = await session.rows<{ a: bigint | null; b: bigint | null }>(
      `select "a"."k" as "a", "b"."k" as "b" from ${from}`,
    );
    return { from, pairs: rows.map(({ a, b }) => `${a} ${b}`).sort() };
  }

  async function load(table: string, keys: readonly number[]): Promise<void> {
    const bindings = new Bindings();
    const values = keys.map((key) => `(${bindings.bind(key)})`).join(', ');
    await session.run(`create or replace temp table "${table}" ("k" bigint)`);
    if (keys.length > 0) await session.run(`insert into "${table}" values ${values}`, bindings);
  }

  it('are put side by side where their order is the same, and only there', async () => {
    expect((await joined([3, 1, 2], [3, 1, 2], 'join')).from).toContain('positional join');
    for (const other of [[1, 3, 2], [3, 1], [3, 1, 2, 4], [3, 1, 4], []]) {
      expect((await joined([3, 1, 2], other, 'join')).from).not.toContain('positional');
    }
  });

  it('are never put side by side where a scan may change its order', async () => {
    await load('left', [3, 1, 2]);
    await load('right', [3, 1, 2]);
    const plain = { relation: '"left"', as: 'a', key: 'k' };
    const joins = { relation: '"right"', as: 'b', key: 'k', ordered: false };
    expect(await sideBySide(session, plain, joins)).not.toContain('positional');
    expect(await sideBySide(session, { ...plain, ordered: false }, { ...joins, ordered: true })).not.toContain(
      'positional',
    );
  });

  it('are stored by number when somebody stands beside somebody else', async () => {
    for (const [left, right] of [
      [
        [3, 1, 2],
        [3, 1, 2],
      ],
      [
        [3, 1, 2],
        [3, 2, 1],
      ],
      [
        [3, 1, 2],
        [3, 1],
      ],
    ] as const) {
      expect(await stored(left, right, 'left join')).toEqual(
        left.map((key) => `${key} ${right.find((one) => one === key) ?? null}`),
      );
    }
  });

  async function stored(left: readonly number[], right: readonly number[], join: Join) {
    await load('left', left);
    await load('right', right);
    const sides = {
      left: { relation: '"left"', as: 'a', key: 'k' },
      right: { relation: '"right"', as: 'b', key: 'k' },
    };
    const print = (from: string, apart: string) =>
      `select "a"."k" as "a", "b"."k" as "b", ${apart} as "probity.x" from ${from}`;
    const table = session.fresh('stored');
    await storeSideBySide(session, { ...sides, join }, { table, print, bindings: new Bindings() });
    const rows = await session.rows<{ a: bigint; b: bigint | null; x: boolean }>(
      `select "a", "b", "probity.x" as "x" from ${table}`,
    );
    expect(rows.filter(({ x }) => x)).toEqual([]);
    return rows.map(({ a, b }) => `${a} ${b}`).sort((a, b) => left.indexOf(Number(a[0])) - left.indexOf(Number(b[0])));
  }

  it('give what a join by number gives', async () => {
    const keys = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 6 });
    const kind = fc.constantFrom('join' as const, 'left join' as const, 'full join' as const);
    await fc.assert(
      fc.asyncProperty(keys, fc.oneof(keys, fc.constant(null)), kind, async (left, other, join) => {
        const right = other ?? left;
        const both = left.filter((key) => right.includes(key)).map((key) => `${key} ${key}`);
        const alone = join === 'join' ? [] : left.filter((key) => !right.includes(key)).map((key) => `${key} null`);
        const others =
          join === 'full join' ? right.filter((key) => !left.includes(key)).map((key) => `null ${key}`) : [];
        expect((await joined(left, right, join)).pairs).toEqual([...both, ...alone, ...others].sort());
      }),
      { numRuns: 60 },
    );
  });
});
