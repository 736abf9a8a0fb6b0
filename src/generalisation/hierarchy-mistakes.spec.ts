import type { Hierarchy } from './hierarchy.js';
import { hierarchyMistakes } from './hierarchy-mistakes.js';

const places = (hierarchy: Hierarchy) => hierarchyMistakes(hierarchy).map(({ path }) => path.join('.'));

describe('mistakes of a hierarchy', () => {
  it('are none where every level coarsens the one below', () => {
    const rows = [
      ['a', 'vowel', 'letter'],
      ['b', 'consonant', 'letter'],
    ];
    expect(hierarchyMistakes({ kind: 'values', rows })).toEqual([]);
    expect(hierarchyMistakes({ kind: 'dates', units: ['month', 'decade'] })).toEqual([]);
    expect(hierarchyMistakes({ kind: 'masked', characters: [0, 1, 3] })).toEqual([]);
  });

  it('of values are all told at once', () => {
    const rows = [
      ['a', 'vowel', 'letter'],
      ['a', 'vowel', 'letter'],
      ['b', 'vowel', 'sound'],
      ['c', '*', 'letter'],
      ['d', 'digit'],
      ['', 'x', 'letter'],
    ];
    expect(places({ kind: 'values', rows }).sort()).toEqual(
      ['rows.1.0', 'rows.2.2', 'rows.3.1', 'rows.4', 'rows.5.0'].sort(),
    );
  });

  it('of bands are borders that the level below lacks, bands out of order and names twice', () => {
    const bands = (...from: number[]) => from.map((one) => ({ name: `from ${one}`, from: one }));
    expect(places({ kind: 'bands', levels: [bands(18, 30, 45), bands(18, 40)] })).toEqual(['levels.1.1.from']);
    expect(places({ kind: 'bands', levels: [bands(18, 30), bands(0, 30)] })).toEqual([
      'levels.1.0.from',
      'levels.1.0.from',
    ]);
    expect(places({ kind: 'bands', levels: [bands(18, 30, 30)] })).toEqual(['levels.0.2.from', 'levels.0.2.name']);
    expect(places({ kind: 'bands', levels: [[]] })).toEqual(['levels.0']);
    expect(places({ kind: 'bands', levels: [] })).toEqual(['levels']);
  });

  it('of dates and masks are levels that are no coarser', () => {
    expect(places({ kind: 'dates', units: ['month', 'day', 'day'] })).toEqual(['units.1', 'units.2']);
    expect(places({ kind: 'masked', characters: [2, 2, -1, 0.5] })).toEqual([
      ...['characters.2', 'characters.3', 'characters.1', 'characters.2'],
    ]);
  });
});
