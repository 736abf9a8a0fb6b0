import fc from 'fast-check';
import { type Condition, depthOf, evaluate, type Facts, type FactValue, fold, negated, type Truth } from './index.js';

const RUN = ['environment', 'isolation.level', 'actor.roles', 'plugin.builtIn', 'now', 'cutoff.24 months'];
const ROW = ['row.age', 'row.jurisdiction', 'row.objected'];
const word = fc.constantFrom('a', 'b', '__proto__');
const value: fc.Arbitrary<FactValue> = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  word,
  fc.uniqueArray(word),
);
const leaf: fc.Arbitrary<Condition> = fc
  .record({
    fact: fc.constantFrom(...RUN, ...ROW),
    op: fc.constantFrom('eq', 'in', 'lt', 'lte', 'gt', 'gte', 'has'),
    value: fc.oneof(value, fc.uniqueArray(fc.integer({ min: 0, max: 3 })), fc.record({ ref: fc.constantFrom(...RUN) })),
  })
  .map((parts) => ({ kind: 'leaf', ...parts }));
const truth = fc.constantFrom<Truth>('true', 'false', 'unknown');
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    truth.map((one) => ({ kind: 'constant', truth: one }) as const),
    tie('condition').map((of) => ({ kind: 'not', of }) as const),
    fc
      .tuple(fc.constantFrom('all', 'any'), fc.array(tie('condition'), { minLength: 1, maxLength: 3 }))
      .map(([kind, of]) => ({ kind, of }) as const),
  ),
}));
const facts = (names: readonly string[]): fc.Arbitrary<Facts> =>
  fc.dictionary(fc.constantFrom(...names), value, { maxKeys: names.length, noNullPrototype: true });
const everything = facts([...RUN, ...ROW]);

const constant = (of: Truth): Condition => ({ kind: 'constant', truth: of });
const all = (...of: Condition[]): Condition => ({ kind: 'all', of });
const any = (...of: Condition[]): Condition => ({ kind: 'any', of });
const not = (of: Condition): Condition => ({ kind: 'not', of });

describe('evaluate', () => {
  it("follows Kleene's tables", () => {
    const order: readonly Truth[] = ['false', 'unknown', 'true'];
    for (const a of order) {
      expect(evaluate(not(constant(a)), {})).toBe(order[2 - order.indexOf(a)]);
      for (const b of order) {
        const [x, y] = [order.indexOf(a), order.indexOf(b)];
        expect(evaluate(all(constant(a), constant(b)), {})).toBe(order[Math.min(x, y)]);
        expect(evaluate(any(constant(a), constant(b)), {})).toBe(order[Math.max(x, y)]);
      }
    }
  });

  it('obeys De Morgan, double negation, order and repetition', () => {
    fc.assert(
      fc.property(condition, condition, everything, (a, b, known) => {
        const of = (one: Condition) => evaluate(one, known);
        expect(of(not(all(a, b)))).toBe(of(any(not(a), not(b))));
        expect(of(not(any(a, b)))).toBe(of(all(not(a), not(b))));
        expect(of(not(not(a)))).toBe(of(a));
        expect(of(all(a, b))).toBe(of(all(b, a)));
        expect(of(any(a, a))).toBe(of(a));
        expect(of(all(a, any(a, b)))).toBe(of(a));
      }),
      { numRuns: 1_000 },
    );
  });

  it('never changes its mind when a fact becomes known', () => {
    fc.assert(
      fc.property(condition, everything, everything, (one, known, more) => {
        const before = evaluate(one, known);
        if (before !== 'unknown') expect(evaluate(one, { ...more, ...known })).toBe(before);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes a missing fact, and one of another type, for unknown', () => {
    const test = (
      op: 'eq' | 'in' | 'lt' | 'has',
      operand: string | number | readonly (string | number)[],
      known: Facts,
    ) => evaluate({ kind: 'leaf', fact: 'row.age', op, value: operand }, known);
    expect(test('eq', 18, {})).toBe('unknown');
    expect(test('eq', '18', { 'row.age': 18 })).toBe('unknown');
    expect(test('lt', 18, { 'row.age': '17' })).toBe('unknown');
    expect(test('in', ['17'], { 'row.age': 17 })).toBe('unknown');
    expect(test('in', [17], { 'row.age': '17' })).toBe('unknown');
    expect(test('has', 'a', { 'row.age': 'a' })).toBe('unknown');
    expect(test('eq', 'a', { 'row.age': ['a'] })).toBe('unknown');
    expect(test('in', [17, 18], { 'row.age': 17 })).toBe('true');
    expect(test('has', 'a', { 'row.age': [] })).toBe('false');
  });

  it('reads no fact from the prototype of an object', () => {
    const one: Condition = { kind: 'leaf', fact: 'constructor', op: 'eq', value: 'a' };
    expect(evaluate(one, {})).toBe('unknown');
    expect(evaluate({ ...one, fact: 'now', value: { ref: 'toString' } }, { now: 1 })).toBe('unknown');
  });
});

describe('fold', () => {
  it('keeps the truth for every row', () => {
    fc.assert(
      fc.property(condition, facts(RUN), facts(ROW), (one, run, row) => {
        expect(evaluate(fold(one, run), row)).toBe(evaluate(one, { ...row, ...run }));
      }),
      { numRuns: 5_000 },
    );
  });

  it('leaves nothing of the run behind', () => {
    fc.assert(
      fc.property(condition, facts(RUN), (one, run) => {
        const left = JSON.stringify(fold(one, run));
        for (const name of RUN) expect(left).not.toContain(JSON.stringify(name));
        expect(left).not.toContain('"ref"');
      }),
    );
  });

  it('folds the unknown to a constant that keeps no row', () => {
    const young: Condition = { kind: 'leaf', fact: 'row.age', op: 'lt', value: 18 };
    const level: Condition = { kind: 'leaf', fact: 'isolation.level', op: 'eq', value: 3 };
    expect(fold(level, {})).toEqual(constant('unknown'));
    expect(fold(all(level, young), {})).toEqual(all(constant('unknown'), young));
    expect(fold(all(level, young), { 'isolation.level': 2 })).toEqual(constant('false'));
    expect(fold(any(level, young), { 'isolation.level': 2 })).toEqual(young);
    expect(fold(any(level, young), { 'isolation.level': 3 })).toEqual(constant('true'));
  });

  it('resolves what an operand refers to, and takes it for unknown when nobody knows it', () => {
    const fresh: Condition = { kind: 'leaf', fact: 'row.consentAt', op: 'gte', value: { ref: 'cutoff.24 months' } };
    expect(fold(fresh, { 'cutoff.24 months': 5 })).toEqual({ ...fresh, value: 5 });
    expect(fold(fresh, {})).toEqual(constant('unknown'));
  });
});

describe('depthOf', () => {
  it('counts a test as one level, and each connective as one more', () => {
    fc.assert(
      fc.property(condition, (one) => {
        expect(depthOf(not(one))).toBe(depthOf(one) + 1);
        expect(depthOf(all(one, not(one)))).toBe(depthOf(one) + 2);
      }),
    );
    expect(depthOf(constant('true'))).toBe(1);
  });
});

describe('negated', () => {
  it('leaves the unknown unknown', () => {
    expect(['true', 'false', 'unknown'].map((one) => negated(one as Truth))).toEqual(['false', 'true', 'unknown']);
  });
});
