import fc from 'fast-check';
import { DATE_UNITS } from './date-levels.js';
import { type Hierarchy, levelNames } from './hierarchy.js';

const age: Hierarchy = {
  kind: 'bands',
  levels: [
    [
      { name: '18-29', from: 18 },
      { name: '30-44', from: 30 },
      { name: '45-59', from: 45 },
      { name: '60+', from: 60 },
    ],
    [
      { name: '18-44', from: 18 },
      { name: '45+', from: 45 },
    ],
  ],
};

describe('names of values at every level', () => {
  it('of values are those of their row', () => {
    const rows = [
      ['Paris', 'France', '*'],
      ['Lyon', 'France', '*'],
    ];
    const { of, levels } = levelNames({ kind: 'values', rows });
    expect(levels).toBe(3);
    expect([of('Lyon'), of('Rome'), of(null)]).toEqual([
      ['Lyon', 'France', '*'],
      ['other', 'other', '*'],
      ['unknown', 'unknown', '*'],
    ]);
  });

  it('get a last level at which everything is the same, where none is written', () => {
    const rows = [
      ['flu', 'respiratory'],
      ['ulcer', 'digestive'],
    ];
    expect(levelNames({ kind: 'values', rows }).of('flu')).toEqual(['flu', 'respiratory', '*']);
  });

  it.each([
    ['17', ['other', 'other', '*']],
    ['18', ['18-29', '18-44', '*']],
    ['44.9', ['30-44', '18-44', '*']],
    ['99', ['60+', '45+', '*']],
    ['', ['other', 'other', '*']],
  ])('of the number %j are %j', (value, names) => {
    expect(levelNames(age).of(value)).toEqual(names);
  });

  it('of dates are whole periods', () => {
    const names = levelNames({ kind: 'dates', units: DATE_UNITS });
    expect(names.of('1987-05-23')).toEqual(['1987-05-23', '1987-05', '1987-Q2', '1987', '1980s', '*']);
    expect(names.of('1987-05-23 10:00:00')).toEqual(names.of('1987-05-23'));
    expect(names.of('soon')).toEqual([...new Array<string>(5).fill('other'), '*']);
  });

  it('of text are masked from the right, a character at a time as people count them', () => {
    const names = levelNames({ kind: 'masked', characters: [0, 2, 4] });
    expect(names.of('81667')).toEqual(['81667', '816**', '8****', '*']);
    expect(names.of('é😀x')).toEqual(['é😀x', 'é**', '***', '*']);
  });

  it('coarsen: what is equal at one level is equal at the next', () => {
    const text = fc.string({ maxLength: 6 });
    const masks = fc
      .uniqueArray(fc.integer({ min: 0, max: 8 }), { minLength: 1 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(masks, fc.array(text, { minLength: 2 }), (characters, values) => {
        const named = values.map(levelNames({ kind: 'masked', characters }).of);
        for (let level = 0; level + 1 < characters.length + 1; level++) {
          for (const a of named) {
            for (const b of named) if (a[level] === b[level]) expect(a[level + 1]).toBe(b[level + 1]);
          }
        }
      }),
    );
  });
});
