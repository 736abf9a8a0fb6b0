import { PairLooks } from './pair-looks.js';

describe('looks at pairs', () => {
  it('find the first that fits, and stop there', () => {
    const pairs = new PairLooks(10);
    const seen: number[] = [];
    const fits = (one: number) => {
      seen.push(one);
      return one === 3;
    };
    expect(pairs.first('a-rule', 'a-policy', [1, 2, 3, 4], fits)).toBe(3);
    expect(seen).toEqual([1, 2, 3]);
    expect(pairs.open).toEqual([]);
  });

  it('come to an end for each rule by itself, and say for how many policies they did not reach', () => {
    const pairs = new PairLooks(1_001);
    const look = (rule: string, policy: string) => pairs.first(rule, policy, new Array(500).fill(0), () => false);
    for (const policy of ['a', 'b', 'c', 'c', 'd']) look('shadowed-permit', policy);
    look('duplicate-scope', 'a');
    expect(pairs.open).toEqual([
      { rule: 'shadowed-permit', why: '2 policies were not held against all others: more than 1,001 pairs' },
    ]);
  });
});
