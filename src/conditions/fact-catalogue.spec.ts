import { FACTS, integerRange, WAIVER_USES } from './index.js';

describe('the catalogue', () => {
  it('says of every whole number, and of nothing else, what it can be', () => {
    for (const { name, type, range } of FACTS) expect([name, range !== undefined]).toEqual([name, type === 'integer']);
    expect(integerRange('isolation.level')).toEqual({ least: 0, greatest: 3 });
    expect(integerRange(`${WAIVER_USES}a-waiver`)).toMatchObject({ least: 0 });
    expect(integerRange('row.jurisdiction')).toBeUndefined();
    expect(integerRange('no.such.fact')).toBeUndefined();
  });

  it('gives words either a closed list, keys of the taxonomy, a form, or nothing', () => {
    for (const { name, words, taxonomy, form } of FACTS) {
      expect([name, [words, taxonomy, form].filter(Boolean).length <= 1]).toEqual([name, true]);
    }
  });
});
