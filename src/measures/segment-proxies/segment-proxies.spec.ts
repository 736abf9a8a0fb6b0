import { countTable } from '../count-table/index.js';
import { segmentProxies } from './segment-proxies.js';

const table = (counts: number[][]) => countTable(['f', 'm'], ['one', 'two'], counts);
const apart = table([
  [20, 0],
  [0, 20],
]);
const mixed = table([
  [10, 10],
  [10, 10],
]);

describe('segment proxies', () => {
  it('ranks features by what the segment no longer tells without them', () => {
    const dealt = [
      { feature: 'colour', table: apart },
      { feature: 'hours', table: mixed },
    ];
    const found = segmentProxies({ trait: 'sex', asIs: apart, dealt });
    expect(found.told).toBeCloseTo(1, 12);
    expect(found.features.map(({ feature }) => feature)).toEqual(['hours', 'colour']);
    expect(found.features.map(({ carries }) => carries)).toEqual([expect.closeTo(1, 12), expect.closeTo(0, 12)]);
  });

  it('shows a feature that hides the trait below zero', () => {
    const { features } = segmentProxies({ trait: 'sex', asIs: mixed, dealt: [{ feature: 'x', table: apart }] });
    expect(features[0]?.carries).toBeCloseTo(-1, 12);
  });

  it('says nothing of one group alone', () => {
    const alone = countTable(['f'], ['one', 'two'], [[5, 5]]);
    expect(segmentProxies({ trait: 'sex', asIs: alone, dealt: [{ feature: 'x', table: alone }] })).toEqual({
      trait: 'sex',
      told: null,
      features: [{ feature: 'x', toldWithout: null, carries: null }],
    });
  });
});
