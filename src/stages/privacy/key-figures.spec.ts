import type { ClassCounts } from '../../engines/index.js';
import { keyFigures } from './key-figures.js';

const counted = (keys: ClassCounts['keys'], sizes: readonly number[], width = 2): ClassCounts => ({
  quasiIdentifiers: ['age', 'sex', 'area'].slice(0, width),
  ...{ segments: ['s'], released: 1, classes: sizes.map((size) => [size]), keys, suppressed: 0 },
});

describe('the figures of keys', () => {
  it('say who is alone by how few, what does it, and what a missing value changes', () => {
    const found = keyFigures(
      counted(
        [
          [0, 0],
          [0, 1],
          [1, null],
          [2, 1],
        ],
        [5, 3, 1, 4],
      ),
    );
    expect(found).toMatchObject({
      matchesAnything: { k: 1, uniques: 1 },
      special: {
        depth: 2,
        people: 1,
        bySize: [
          { attributes: 1, uniques: 2 },
          { attributes: 2, uniques: 0 },
        ],
      },
    });
    expect(found?.special.contributions).toContainEqual({ attribute: 'age', share: 0.5 });
    expect(found?.telling[0]?.attributes).toEqual(['age', 'sex']);
  });

  it('are not there without quasi-identifiers, or where there is too much to look at', () => {
    expect(keyFigures(counted([[]], [9], 0))).toBeNull();
    const many = Array.from({ length: 600_000 }, (_, at) => [at, 0, 0]);
    expect(
      keyFigures(
        counted(
          many,
          many.map(() => 1),
          3,
        ),
      ),
    ).toBeNull();
  });
});
