import { countTable } from '../../measures/index.js';
import { assessDrift } from './drift.js';
import type { FairnessReport } from './fairness-report.js';
import { type Reach, reachOf } from './reach.js';

const reach = (run: string, women: readonly number[], more: { readonly others?: readonly number[] } = {}): Reach => {
  const { others } = more;
  const table = countTable(
    ['women', 'men', ...(others ? ['others'] : [])],
    ['gold', 'rest', 'suppressed'],
    [[...women, 0], [200, 900, 0], ...(others ? [[...others, 0]] : [])],
  );
  const traits = [
    { trait: 'sex', status: 'held', table },
    { trait: 'sex x age', status: 'held', table },
  ];
  const report = { traits: [...traits, { trait: 'origin', status: 'not-held', table: null }] };
  return reachOf(report as unknown as FairnessReport, { run, at: 1, cellSizeMin: 10 });
};
const limits = { driftMax: 3, driftRuns: 3 };
const steady = [198, 203, 199].map((count, at) => reach(`base-${at}`, [count, 1000 - count]));

describe('the drift of a segmentation', () => {
  it('is of every group against the largest one, in every released segment, by single traits', () => {
    const { charts, runs } = assessDrift([...steady, reach('now', [199, 801])], limits);
    expect(runs.map(({ run }) => run)).toEqual(['base-0', 'base-1', 'base-2', 'now']);
    expect(charts.map(({ trait, segment, groups }) => [trait, segment, groups])).toEqual([
      ['sex', 'gold', ['women', 'men']],
      ['sex', 'rest', ['women', 'men']],
    ]);
    expect(charts.map(({ state }) => state)).toEqual(['steady', 'steady']);
  });

  it('is seen, with limits for as many charts as can give an alarm', () => {
    const { charts } = assessDrift([...steady, reach('now', [60, 940])], limits);
    expect(charts.map(({ state }) => state)).toEqual(['apart', 'apart']);
    expect(charts[0]?.width).toBeCloseTo(3.2052, 3);
  });

  it('begins with a whole base', () => {
    const { charts, sigmas } = assessDrift(steady, { driftMax: null, driftRuns: 3 });
    expect(charts.map(({ state }) => state)).toEqual(['too-few-runs', 'too-few-runs']);
    expect(sigmas).toBe(3);
    expect(assessDrift([], limits).charts).toEqual([]);
  });

  it('hides a chart when a count of any of its runs is hidden', () => {
    const few = reach('few', [4, 996]);
    const { charts } = assessDrift([...steady, few, reach('now', [200, 800])], limits);
    expect(charts.map(({ segment, hidden }) => [segment, hidden])).toEqual([
      ['gold', true],
      ['rest', true],
    ]);
    expect(assessDrift(steady, limits).charts.map(({ hidden }) => hidden)).toEqual([false, false]);
  });

  it('charts a new group from the run on in which it appears', () => {
    const { charts } = assessDrift([...steady, reach('now', [199, 801], { others: [30, 90] })], limits);
    const others = charts.filter(({ groups }) => groups[0] === 'others');
    expect(others.map(({ state, points }) => [state, points.filter((point) => point === null).length])).toEqual([
      ['too-few-runs', 3],
      ['too-few-runs', 3],
    ]);
  });
});
