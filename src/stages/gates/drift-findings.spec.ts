import type { Limits } from '../decision/index.js';
import type { DriftChart, DriftReport } from '../fairness/index.js';
import { driftFindings } from './drift-findings.js';

const chart = (state: DriftChart['state'], hidden = false): DriftChart => ({
  ...{
    trait: 'sex',
    segment: 'gold',
    groups: ['women', 'men'],
    hidden,
    state,
    base: 5,
    centre: 1,
    dispersion: 1,
    width: 3,
  },
  points: [null, { ratio: 0.6, smoothed: 0.8, low: 0.9, high: 1.1 }],
});
const found = (charts: readonly DriftChart[], limits: Partial<Limits> = {}) =>
  driftFindings({ charts } as unknown as DriftReport, { driftMax: 3, onDrift: 'hold', ...limits } as Limits);

describe('a drift', () => {
  it('is found where groups are further apart than the first runs had them, with the limits they were held against', () => {
    expect(found([chart('apart')])).toEqual([
      {
        ...{ code: 'REACH_DRIFTED', consequence: 'hold', subject: 'sex', segment: 'gold', groups: ['women', 'men'] },
        ...{ found: 0.8, interval: [0.9, 1.1], limit: 3 },
      },
    ]);
  });

  it.each(['steady', 'nearer', 'too-few-runs', 'not-measured'] as const)(
    'is not found of a chart that is %s',
    (state) => {
      expect(found([chart(state)])).toEqual([]);
    },
  );

  it('is found without figures where a count of the chart is hidden', () => {
    const [finding] = found([chart('apart', true)], { onDrift: 'withhold' });
    expect(finding).toEqual({
      ...{ code: 'REACH_DRIFTED', consequence: 'withhold', subject: 'sex', segment: 'gold', groups: ['women', 'men'] },
      limit: 3,
    });
  });

  it('is nothing to judge by where no policy speaks of it', () => {
    expect(found([chart('apart')], { driftMax: null })).toEqual([]);
  });
});
