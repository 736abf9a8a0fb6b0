import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Condition, evaluate, type Facts } from '../../conditions/index.js';
import type { DataEngine } from '../data-engine.js';
import { openDuckDb } from './open-duckdb.js';

const NOW = Date.UTC(2026, 5, 30);

describe('rows that are given by their facts', () => {
  let folder: string;
  let engine: DataEngine;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-rows-'));
    engine = await openDuckDb({ workFolder: folder, threads: 1, allowedFolders: [] });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  it('are removed by exactly the rules that the evaluator is not certain of', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rows(), { maxLength: 8 }),
        fc.array(leaves(), { maxLength: 40 }),
        async (given, keeps) => {
          const rules = keeps.map((keep, at) => ({ id: `rule ${at}`, keep }));
          const expected = given.map((row) =>
            rules.filter(({ keep }) => evaluate(keep, row) !== 'true').map(({ id }) => id),
          );
          expect(await engine.tryRows(given, rules)).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);

  it('know an instant to the millisecond', async () => {
    const keep: Condition = { kind: 'leaf', fact: 'row.consentAt', op: 'gte', value: NOW };
    const given = [NOW - 1, NOW, NOW + 1].map((at) => ({ 'row.consentAt': at }));
    expect(await engine.tryRows(given, [{ id: 'old', keep }])).toEqual([['old'], [], []]);
  });

  it('take no more rules than a mask holds', async () => {
    const keep: Condition = { kind: 'constant', truth: 'false' };
    const rules = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `rule ${at}`, keep }));
    expect(await engine.tryRows([{}], rules(60))).toEqual([rules(60).map(({ id }) => id)]);
    await expect(engine.tryRows([{}], rules(61))).rejects.toMatchObject({ code: 'TOO_MANY_ROW_RULES' });
  });
});

function rows(): fc.Arbitrary<Facts> {
  const facts = {
    'row.age': fc.integer({ min: 16, max: 20 }),
    'row.consent': fc.constantFrom('granted', 'refused', "it's"),
    'row.consentAt': fc.integer({ min: NOW - 2, max: NOW + 2 }),
    'row.objected': fc.boolean(),
  };
  return fc.record(facts, { requiredKeys: [] }) as fc.Arbitrary<Facts>;
}

function leaves(): fc.Arbitrary<Condition> {
  const leaf = (fact: string, op: 'eq' | 'lt' | 'gte', value: fc.Arbitrary<string | number | boolean>) =>
    value.map((operand): Condition => ({ kind: 'leaf', fact, op, value: operand }));
  const one = fc.oneof(
    leaf('row.age', 'lt', fc.integer({ min: 16, max: 20 })),
    leaf('row.consent', 'eq', fc.constantFrom('granted', "it's")),
    leaf('row.consentAt', 'gte', fc.integer({ min: NOW - 2, max: NOW + 2 })),
    leaf('row.objected', 'eq', fc.boolean()),
  );
  return fc.oneof(
    one,
    one.map((of): Condition => ({ kind: 'not', of })),
    fc
      .tuple(fc.constantFrom('all' as const, 'any' as const), fc.array(one, { minLength: 1, maxLength: 3 }))
      .map(([kind, of]) => ({ kind, of })),
  );
}
