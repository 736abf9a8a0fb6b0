import type { DriftChart, DriftReport } from '../fairness/index.js';
import { driftNotShown, driftPart } from './drift-part.js';

const chart = (trait: string, state: DriftChart['state'], hidden = false): DriftChart => ({
  ...{
    trait,
    segment: 'gold',
    groups: ['women', 'men'],
    hidden,
    state,
    base: 5,
    centre: 0.97,
    dispersion: 1.5,
    width: 3,
  },
  points: [null, { ratio: 0.6, smoothed: 0.8, low: 0.9, high: 1.1 }],
});
const report = (...charts: readonly DriftChart[]): DriftReport => ({
  ...{ runs: [{ run: 'a', at: 0 }], baseRuns: 5, sigmas: 3, charts },
});

describe('the drift in a report', () => {
  it('has no figure of a chart that a hidden count went into, and keeps its state', () => {
    const part = driftPart(report(chart('sex', 'apart', true), chart('age', 'steady')), 3);
    expect(part.charts[0]).toMatchObject({ state: 'apart', centre: null, dispersion: null, points: [null, null] });
    expect(JSON.stringify(part.charts[0])).not.toMatch(/0\.[689]|1\.[15]/);
    expect(part.charts[1]).toMatchObject({ centre: 0.97, points: [null, { smoothed: 0.8 }] });
    expect(part.runs).toEqual([{ run: 'a', at: '1970-01-01T00:00:00.000Z' }]);
  });

  it('says what was not looked at: too few runs, hidden figures, no limit', () => {
    const early = chart('age', 'too-few-runs');
    expect(driftNotShown(report(chart('sex', 'steady', true), early), null)).toEqual([
      { code: 'DRIFT_BEFORE_BASE', subject: 'age' },
      { code: 'DRIFT_HIDDEN', subject: 'sex' },
      { code: 'DRIFT_WITHOUT_LIMIT', subject: 'fairness' },
    ]);
    expect(driftNotShown(report(early), null)).toEqual([{ code: 'DRIFT_BEFORE_BASE', subject: 'age' }]);
    expect(driftNotShown(report(chart('sex', 'steady')), 3)).toEqual([]);
  });
});
