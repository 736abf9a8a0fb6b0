import fc from 'fast-check';
import { type GeneralisedTable, informationLoss } from './information-loss.js';

const ages = (values: GeneralisedTable['attributes'][number]['values'], suppressed = 0): GeneralisedTable => ({
  attributes: [{ name: 'age', domain: 3, values }],
  ...{ suppressed, classes: values.length, kMin: 1 },
});

describe('the loss of information', () => {
  it('is that of the worked example', () => {
    const found = informationLoss(
      ages([
        { covers: 2, originals: [1, 2] },
        { covers: 1, originals: [1] },
      ]),
    );
    expect(found).toMatchObject({ certaintyPenalty: 0.5, averageClassSize: 2, suppressedShare: 0 });
    expect(found.entropy).toBeCloseTo((Math.log2(3) + 2 * Math.log2(1.5)) / 6, 12);
  });

  it('is nothing where nothing was done, and everything where all is one', () => {
    const asItWas = [1, 2, 1].map((people) => ({ covers: 1, originals: [people] }));
    expect(informationLoss(ages(asItWas))).toMatchObject({ certaintyPenalty: 0, entropy: 0 });
    expect(informationLoss(ages([{ covers: 3, originals: [1, 2, 1] }]))).toMatchObject({
      certaintyPenalty: 1,
      entropy: 1,
    });
  });

  it('counts who is suppressed as lost', () => {
    const found = informationLoss(
      ages(
        [1, 2, 1].map((people) => ({ covers: 1, originals: [people] })),
        4,
      ),
    );
    expect(found).toMatchObject({ certaintyPenalty: 0.5, entropy: 0.5, suppressedShare: 0.5 });
    expect(informationLoss(ages([]))).toMatchObject({ certaintyPenalty: null, entropy: null, averageClassSize: null });
  });

  it('refuses attributes with different people', () => {
    const uneven = [
      { name: 'a', domain: 2, values: [{ covers: 1, originals: [3] }] },
      { name: 'b', domain: 2, values: [{ covers: 1, originals: [2] }] },
    ];
    expect(() => informationLoss({ attributes: uneven, suppressed: 0, classes: 1, kMin: 2 })).toThrow('COUNTS_INVALID');
  });

  it('never falls when two values become one', () => {
    const value = fc.array(fc.nat(9), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 6 }), fc.nat(5), (groups, suppressed) => {
        const domain = groups.flat().length;
        const values = groups.map((originals) => ({ covers: originals.length, originals }));
        const [first, second, ...rest] = values as [(typeof values)[number], (typeof values)[number], ...typeof values];
        const joined = { covers: first.covers + second.covers, originals: [...first.originals, ...second.originals] };
        const table = (of: typeof values) =>
          informationLoss({ attributes: [{ name: 'a', domain, values: of }], suppressed, classes: of.length, kMin: 1 });
        const [before, after] = [table(values), table([joined, ...rest])];
        expect(after.certaintyPenalty ?? 0).toBeGreaterThanOrEqual((before.certaintyPenalty ?? 0) - 1e-12);
        expect(after.entropy ?? 0).toBeGreaterThanOrEqual((before.entropy ?? 0) - 1e-12);
      }),
    );
  });
});
