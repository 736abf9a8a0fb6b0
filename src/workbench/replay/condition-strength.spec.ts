import fc from 'fast-check';
import { type Condition, evaluate, type Truth } from '../../conditions/index.js';
import { conditionStrength } from './condition-strength.js';

const ORDER: readonly Truth[] = ['false', 'unknown', 'true'];
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('leaf' as const),
    fact: fc.constantFrom('a', 'b'),
    op: fc.constantFrom('lt' as const, 'lte' as const, 'gt' as const, 'gte' as const, 'eq' as const),
    value: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({
    kind: fc.constant('leaf' as const),
    fact: fc.constantFrom('c'),
    op: fc.constant('in' as const),
    value: fc.subarray(['x', 'y', 'z'], { minLength: 1 }),
  }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('constant' as const), truth: fc.constantFrom(...ORDER) }),
  ),
}));

const VALUES = [undefined, 0, 1, 2, 3, 4];
const FACTS = VALUES.flatMap((a) => VALUES.flatMap((b) => [undefined, 'x', 'y', 'w'].map((c) => ({ a, b, c }))));
const assignments = FACTS.map((facts) =>
  Object.fromEntries(Object.entries(facts).filter((one): one is [string, number | string] => one[1] !== undefined)),
);

/** Another condition near one: with another number, another word, or a part more or less. */
function near(one: Condition, pick: number): Condition {
  switch (one.kind) {
    case 'leaf':
      if (typeof one.value === 'number') return { ...one, value: (one.value + pick) % 4 };
      return { ...one, value: pick % 2 === 0 ? ['x'] : ['x', 'y'] };
    case 'not':
      return { kind: 'not', of: near(one.of, pick) };
    case 'all':
    case 'any': {
      if (pick % 3 === 0) return { ...one, of: [...one.of, { kind: 'leaf', fact: 'a', op: 'lt', value: 2 }] };
      return { ...one, of: one.of.map((part, at) => (at === 0 ? near(part, pick) : part)) };
    }
    case 'constant':
      return { kind: 'constant', truth: ORDER[pick % 3] as Truth };
  }
}

describe('the strength of a changed condition', () => {
  it('is never claimed where one row shows the contrary', () => {
    const claims = { stronger: 0, weaker: 0 };
    fc.assert(
      fc.property(condition, condition, fc.integer({ min: 0, max: 5 }), fc.boolean(), (one, other, pick, close) => {
        const is = close ? near(one, pick) : other;
        const strength = conditionStrength(one, is);
        if (strength === null || strength === 'other') return;
        claims[strength] += 1;
        for (const facts of assignments) {
          const [was, now] = [ORDER.indexOf(evaluate(one, facts)), ORDER.indexOf(evaluate(is, facts))];
          expect(strength === 'stronger' ? now <= was : now >= was).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(claims.stronger, claims.weaker)).toBeGreaterThan(50);
  });

  it('is claimed for a later cut-off, a shorter list and one test more', () => {
    const since = (value: number): Condition => ({ kind: 'leaf', fact: 'row.consentAt', op: 'gte', value });
    const among = (...value: string[]): Condition => ({ kind: 'leaf', fact: 'row.jurisdiction', op: 'in', value });
    expect(conditionStrength(since(1), since(2))).toBe('stronger');
    expect(conditionStrength(among('EU', 'UK'), among('EU'))).toBe('stronger');
    expect(conditionStrength({ kind: 'not', of: among('EU') }, { kind: 'not', of: among('EU', 'UK') })).toBe(
      'stronger',
    );
    expect(conditionStrength(since(1), { kind: 'all', of: [since(1), among('EU')] })).toBe('stronger');
    expect(conditionStrength(since(1), { kind: 'any', of: [since(1), among('EU')] })).toBe('weaker');
    expect(conditionStrength(since(1), since(1))).toBeNull();
  });
});
