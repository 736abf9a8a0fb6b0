import fc from 'fast-check';
import { derivedSeed, seededRandom } from './index.js';

const seed = fc.integer({ min: 0, max: 4_294_967_295 });
const first = (from: number, count: number) => {
  const random = seededRandom(from);
  return Array.from({ length: count }, random);
};

describe('numbers from a seed', () => {
  it('are the same for the same seed and lie in [0, 1)', () => {
    fc.assert(
      fc.property(seed, (from) => {
        const numbers = first(from, 20);
        expect(first(from, 20)).toEqual(numbers);
        expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
      }),
    );
  });

  it('stay what they are: a recorded run must replay', () => {
    expect(first(0, 3)).toMatchInlineSnapshot(`
[
  0.8868539502021594,
  0.012474988946590604,
  0.032522145755498943,
]
`);
  });

  it('are spread evenly', () => {
    const numbers = first(42, 20_000);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    const tenths = Array.from(
      { length: 10 },
      (_, at) => numbers.filter((number) => Math.floor(number * 10) === at).length,
    );
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
    expect(Math.max(...tenths) - Math.min(...tenths)).toBeLessThan(250);
  });

  it('differ between the parts of a work', () => {
    const seeds = Array.from({ length: 1000 }, (_, part) => derivedSeed(7, part));
    expect(new Set(seeds).size).toBe(1000);
  });
});
