import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Condition, evaluate, FACTS, type Facts, type FactValue } from '../../conditions/index.js';
import type { BinModel, CentroidModel, ColumnCondition, Model, RuleModel } from '../../plugin-contract/index.js';
import { assignRow, type FeatureRow } from '../assigner/assign-row.js';
import { Bindings, fileLiteral, quoted } from '../sql/bindings.js';
import { printCondition } from '../sql/print-condition.js';
import { printModel } from '../sql/print-model.js';
import { Session } from './session.js';

const TIMEOUT_MS = 60_000;
const ROWS = 10_000;
const NUMBERS = [-1e308, -12.5, -1, -0, 0, 5e-324, 0.1, 0.2, 0.30000000000000004, 1, 2, 2.5, 3, 1e15, 1e308];
const TEXTS = ['', 'a', 'A', 'ä', "it's", '1', 'true', 'granted'];

describe('SQL and plain TypeScript', () => {
  let folder: string;
  let session: Session;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-agreement-'));
    const place = { workFolder: join(folder, 'work'), allowedFolders: [folder] };
    session = await Session.open({ ...place, threads: 2, memoryLimit: '500MB' });
  });

  afterAll(async () => {
    await session.close();
    rmSync(folder, { recursive: true });
  });

  it(
    'assign every row to the same segment',
    async () => {
      const row = fc.record({ a: maybe(number()), b: maybe(number()), t: maybe(text()), f: maybe(fc.boolean()) });
      const rows: FeatureRow[] = fc.sample(row, { numRuns: ROWS, seed: 11 });
      await load('features', { a: 'double', b: 'double', t: 'varchar', f: 'boolean' }, rows);
      let assigned = 0;
      for (const model of fc.sample(models(), { numRuns: 60, seed: 12 })) {
        const bindings = new Bindings();
        const query = printModel(model, '(select "probity.k", "a", "b", "t", "f" from "features")', bindings);
        const { s = [] } = await session.columns(`select "s" from (${query}) order by "k"`, bindings);
        const expected = rows.map((one) => assignRow(model, one));
        expect(differences(s, expected, rows, model)).toEqual([]);
        assigned += expected.filter((segment) => segment >= 0).length;
      }
      expect(assigned).toBeGreaterThan(ROWS);
    },
    TIMEOUT_MS,
  );

  it(
    'keep the same rows under a condition',
    async () => {
      const facts = FACTS.filter(({ of }) => of === 'row');
      const row = fc.record(Object.fromEntries(facts.map(({ name, type }) => [name, maybe(factValue(type))])));
      const rows = fc.sample(row, { numRuns: ROWS, seed: 13 });
      const types = { text: 'varchar', texts: 'varchar', integer: 'bigint', boolean: 'boolean', instant: 'bigint' };
      await load('facts', Object.fromEntries(facts.map(({ name, type }) => [name, types[type]])), rows);
      const known = rows.map(
        (one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== null)) as Facts,
      );
      let kept = 0;
      for (const condition of fc.sample(conditions(), { numRuns: 150, seed: 14 })) {
        const bindings = new Bindings();
        const query = `select (${printCondition(condition, bindings)}) is true as "s" from "facts" order by "probity.k"`;
        const { s = [] } = await session.columns(query, bindings);
        const expected = known.map((one) => evaluate(condition, one) === 'true');
        expect(differences(s, expected, known, condition)).toEqual([]);
        kept += expected.filter(Boolean).length;
      }
      expect(kept).toBeGreaterThan(ROWS);
    },
    TIMEOUT_MS,
  );

  async function load(name: string, columns: Readonly<Record<string, string>>, rows: readonly object[]) {
    const file = join(folder, `${name}.csv`);
    const lines = rows.map((row, at) =>
      [at, ...Object.keys(columns).map((column) => cell((row as FeatureRow)[column]))].join(','),
    );
    writeFileSync(file, lines.join('\n'));
    const typed = Object.entries({ 'probity.k': 'bigint', ...columns }).map(
      ([column, type]) => `'${column}': '${type}'`,
    );
    const read = `read_csv(${fileLiteral(file)}, auto_detect = false, header = false, delim = ',', quote = '"', nullstr = '\\N', columns = {${typed.join(', ')}})`;
    await session.run(`create temp table ${quoted(name)} as select * from ${read}`);
  }
});

function cell(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  return typeof value === 'string' ? `"${value}"` : Object.is(value, -0) ? '-0.0' : String(value);
}

function differences(got: readonly unknown[], expected: readonly unknown[], rows: readonly unknown[], by: unknown) {
  expect(got).toHaveLength(expected.length);
  const at = expected.findIndex((value, index) => value !== got[index]);
  return at < 0 ? [] : [{ got: got[at], expected: expected[at], row: rows[at], by }];
}

function maybe<T>(value: fc.Arbitrary<T>) {
  return fc.option(value, { freq: 6 });
}

function number() {
  return fc.oneof(
    fc.constantFrom(...NUMBERS),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -5, max: 5 }),
  );
}

function text() {
  return fc.constantFrom(...TEXTS);
}

function factValue(type: string): fc.Arbitrary<FactValue> {
  if (type === 'boolean') return fc.boolean();
  return type === 'text' ? text() : fc.integer({ min: -3, max: 3 });
}

function models(): fc.Arbitrary<Model> {
  return fc.oneof(centroids(), rules(), bins());
}

function centroids(): fc.Arbitrary<CentroidModel> {
  const scale = fc.constantFrom(1, 0.5, 3, 1e-5);
  const columns = fc.tuple(number(), scale, number(), scale).map(([ca, sa, cb, sb]) => [
    { column: 'a', centre: ca, scale: sa },
    { column: 'b', centre: cb, scale: sb },
  ]);
  const points = fc.array(fc.tuple(number(), number()), { minLength: 1, maxLength: 5 });
  return fc.record({ columns, points }).map(({ columns, points }) => ({
    version: 1,
    form: 'centroids',
    columns,
    segments: points.map((centroid, at) => ({ name: `s${at}`, centroid })),
    facts: {},
  }));
}

function rules(): fc.Arbitrary<RuleModel> {
  const rule = fc.record({ segment: fc.constantFrom('x', 'y', 'z'), when: columnConditions() });
  return fc
    .record({ list: fc.array(rule, { minLength: 1, maxLength: 4 }), otherwise: maybe(fc.constant('w')) })
    .map(({ list, otherwise }) => ({
      version: 1,
      form: 'rules',
      rules: list,
      ...(otherwise ? { otherwise } : {}),
      facts: {},
    }));
}

function columnConditions(): fc.Arbitrary<ColumnCondition> {
  const column = fc.constantFrom('a', 'b');
  const leaf: fc.Arbitrary<ColumnCondition> = fc.oneof(
    fc.record({ column, eq: number() }),
    fc.record({ column, lt: number() }),
    fc.record({ column, lte: number() }),
    fc.record({ column, gt: number() }),
    fc.record({ column, gte: number() }),
    fc.record({ column, in: fc.array(number(), { minLength: 1, maxLength: 4 }) }),
    fc.record({ column: fc.constant('t'), eq: text() }),
    fc.record({ column: fc.constant('t'), in: fc.array(text(), { minLength: 1, maxLength: 4 }) }),
    fc.record({ column: fc.constant('f'), eq: fc.boolean() }),
  );
  return fc.letrec<{ tree: ColumnCondition }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('tree') }),
    ),
  })).tree;
}

function bins(): fc.Arbitrary<BinModel> {
  const edges = fc.array(number(), { minLength: 1, maxLength: 4 }).map((list) => list.sort((x, y) => x - y));
  const scores = fc.tuple(edges, edges, fc.boolean()).map(([a, b, reversed]) => [
    { name: 'A', column: 'a', edges: a, reversed },
    { name: 'B', column: 'b', edges: b, reversed: false },
  ]);
  const range = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 }))
    .map(([from, more]) => ({ from, to: from + more }));
  const segment = fc.record({ A: range, B: range }, { requiredKeys: [] });
  return fc
    .record({ scores, list: fc.array(segment, { minLength: 1, maxLength: 4 }), otherwise: maybe(fc.constant('w')) })
    .map(({ scores, list, otherwise }) => ({
      version: 1,
      form: 'bins',
      scores,
      segments: list.map((when, at) => ({ name: `s${at}`, when: when as BinModel['segments'][number]['when'] })),
      ...(otherwise ? { otherwise } : {}),
      facts: {},
    }));
}

function conditions(): fc.Arbitrary<Condition> {
  const fact = fc.constantFrom(...FACTS.filter(({ of }) => of === 'row').map(({ name }) => name));
  const small = fc.integer({ min: -3, max: 3 });
  const value = fc.oneof(small, fc.constantFrom(0.5), text(), fc.boolean());
  const list = fc.array(fc.oneof(small, text()), { minLength: 1, maxLength: 4 });
  const ordered = fc.constantFrom('eq' as const, 'lt' as const, 'lte' as const, 'gt' as const, 'gte' as const);
  const leaf: fc.Arbitrary<Condition> = fc.oneof(
    { arbitrary: fc.record({ kind: fc.constant('leaf' as const), fact, op: ordered, value }), weight: 6 },
    {
      arbitrary: fc.record({ kind: fc.constant('leaf' as const), fact, op: fc.constant('in' as const), value: list }),
      weight: 3,
    },
    fc.record({ kind: fc.constant('leaf' as const), fact, op: fc.constant('has' as const), value: text() }),
    fc.record({ kind: fc.constant('leaf' as const), fact, op: ordered, value: fc.constant({ ref: 'cutoff.2 years' }) }),
    fc.record({
      kind: fc.constant('constant' as const),
      truth: fc.constantFrom('true' as const, 'false' as const, 'unknown' as const),
    }),
  );
  return fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('not' as const), of: tie('tree') }),
    ),
  })).tree;
}
