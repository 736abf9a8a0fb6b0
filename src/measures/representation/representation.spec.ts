import fc from 'fast-check';
import { type Represented, representation } from './index.js';

const asked = (change: Partial<Represented>): Represented => ({
  ...{ groups: ['a', 'b', 'c'], kept: [4, 3, 2], against: { kind: 'declared', parts: [1, 1, 1] } },
  ...{ ratioMin: 0.8, confidence: 0.95, ...change },
});

describe('representation against a declared population', () => {
  it('has the chi-square of the reference tool, 4, 3, 2 against uniform', () => {
    const { chiSquare, p, totalVariation, g } = representation(asked({}));
    expect(chiSquare).toBeCloseTo(0.6666666667, 9);
    expect(totalVariation).toBeCloseTo(0.1111111111, 9);
    // Fewer than five are expected everywhere, so that chi-square has no p here.
    expect(p).toBeNull();
    expect(g).toBeCloseTo(2 * 9 * 0.03775534151008829, 9);
  });

  it('finds a group that is there too seldom, with an interval for all groups together', () => {
    const { groups, p } = representation(
      asked({ groups: ['women', 'men'], kept: [300, 700], against: { kind: 'declared', parts: [51, 49] } }),
    );
    expect(groups[0]).toMatchObject({
      share: 0.3,
      reference: 0.51,
      ratio: expect.closeTo(0.588235, 6),
      verdict: 'fail',
    });
    // Wilson at 0.975 each: 0.2686 to 0.3334 of all, by 0.51.
    expect(groups[0]?.interval).toEqual([expect.closeTo(0.5268, 3), expect.closeTo(0.6538, 3)]);
    expect(groups[1]?.verdict).toBe('pass');
    expect(p).toBeLessThan(1e-30);
  });

  it('cannot say of few people, nor of a group that the population does not have, nor without a limit', () => {
    const few = representation(
      asked({ groups: ['a', 'b'], kept: [3, 7], against: { kind: 'declared', parts: [1, 1] } }),
    );
    expect(few.groups.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive']);
    const absent = representation(asked({ against: { kind: 'declared', parts: [1, 1, 0] } }));
    expect(absent.groups[2]).toMatchObject({ ratio: null, verdict: 'not_estimable' });
    expect(representation(asked({ ratioMin: null })).groups[0]?.verdict).toBe('not_assessed');
    expect(representation(asked({ groups: [], kept: [], against: { kind: 'declared', parts: [] } })).groups).toEqual(
      [],
    );
  });
});

describe('representation against the rows read', () => {
  it('is the share of a group that stayed by that of the others', () => {
    const { groups, p } = representation(
      asked({ groups: ['women', 'men'], kept: [400, 800], against: { kind: 'read', read: [1000, 1000] } }),
    );
    expect(groups[0]).toMatchObject({ ratio: 0.5, verdict: 'fail' });
    expect(groups[1]).toMatchObject({ ratio: 2, verdict: 'pass' });
    expect(p).toBeLessThan(1e-30);
  });

  it('is even where as many of each stayed, and 1 for everybody', () => {
    const count = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(fc.array(count, { minLength: 2, maxLength: 5 }), (read) => {
        const groups = read.map((_, at) => `g${at}`);
        const all = representation(asked({ groups, kept: read, against: { kind: 'read', read } }));
        for (const { ratio } of all.groups) expect(ratio).toBeCloseTo(1, 12);
      }),
    );
  });

  it('does not depend on the order of groups', () => {
    const pair = fc
      .integer({ min: 0, max: 300 })
      .chain((read) => fc.tuple(fc.integer({ min: 0, max: read }), fc.constant(read)));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 5 }), (pairs) => {
        fc.pre(pairs.some(([, read]) => read > 0));
        const of = (some: typeof pairs) =>
          representation(
            asked({
              groups: some.map((_, at) => `g${at}`),
              kept: some.map(([kept]) => kept),
              against: { kind: 'read', read: some.map(([, read]) => read) },
            }),
          ).groups.map(({ ratio, verdict }) => [ratio, verdict]);
        expect(of([...pairs].reverse()).reverse()).toEqual(of(pairs));
      }),
    );
  });
});

describe('what cannot be compared', () => {
  it.each([
    { kept: [1, 2] },
    { kept: [1, 2, -1] },
    { against: { kind: 'declared', parts: [0, 0, 0] } as const },
    { against: { kind: 'read', read: [3, 3, 3] } as const },
  ])('is refused: %j', (wrong) => {
    expect(() => representation(asked(wrong))).toThrow('COUNTS_INVALID');
  });

  it.each([{ ratioMin: 1.5 }, { confidence: 1 }])('is refused for an option: %j', (wrong) => {
    expect(() => representation(asked(wrong))).toThrow('MEASURE_OPTION_INVALID');
  });
});
