import fc from 'fast-check';
import { ewmaChart, type ReachPair, reachDrift } from './index.js';

const pair = (count: number, total = 1000, other = 200): ReachPair => ({
  group: { count, total },
  reference: { count: other, total: 1000 },
});
const options = { baseRuns: 5, sigmas: 3, charts: 1 };

describe('an exponentially weighted moving average', () => {
  it('is that of the NIST handbook, 6.3.2.4', () => {
    const values = [52, 47, 53, 49.3, 50.1, 47, 51, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4];
    const points = [...values, 53.6, 52.1].map((value) => ({ value, error: 2.0539 }));
    const charted = ewmaChart({ value: 50, error: 0 }, points, { smoothing: 0.3, width: 3 });
    const printed = [50.6, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05];
    expect(charted.slice(0, 14).map(({ smoothed }) => Number(smoothed.toFixed(2)))).toEqual(printed);
    expect(charted.at(-1)?.smoothed).toBeCloseTo(51.99, 2);
    expect(charted.at(-1)?.high).toBeCloseTo(52.5884, 3);
    expect(charted.at(-1)?.low).toBeCloseTo(47.4115, 3);
  });

  it('has the first limits of Montgomery, example 9.2: 10 ± 0.27 and 10 ± 0.36', () => {
    const points = [9.45, 7.99].map((value) => ({ value, error: 1 }));
    const charted = ewmaChart({ value: 10, error: 0 }, points, { smoothing: 0.1, width: 2.7 });
    expect(charted).toEqual([
      { smoothed: expect.closeTo(9.945, 9), low: expect.closeTo(9.73, 9), high: expect.closeTo(10.27, 9) },
      { smoothed: expect.closeTo(9.7495, 9), low: expect.closeTo(9.6368, 3), high: expect.closeTo(10.3632, 3) },
    ]);
  });

  it('is the p-chart of the NIST handbook, 6.3.3.2, where nothing is smoothed', () => {
    const mean = 347 / 1500;
    const points = [{ value: 12 / 50, error: Math.sqrt((mean * (1 - mean)) / 50) }];
    const [first] = ewmaChart({ value: mean, error: 0 }, points, { smoothing: 1, width: 3 });
    expect(first).toEqual({ smoothed: 0.24, low: expect.closeTo(0.0524, 4), high: expect.closeTo(0.4102, 4) });
  });

  it('has wider limits where the centre is not known exactly', () => {
    const points = [{ value: 0, error: 1 }];
    const known = ewmaChart({ value: 0, error: 0 }, points, { smoothing: 1, width: 3 });
    const counted = ewmaChart({ value: 0, error: 1 }, points, { smoothing: 1, width: 3 });
    expect(known[0]?.high).toBe(3);
    expect(counted[0]?.high).toBeCloseTo(3 * Math.SQRT2, 12);
  });
});

describe('the drift of a reach', () => {
  const base = [198, 203, 200, 196, 203].map((count) => pair(count));

  it('says nothing before there are enough runs', () => {
    expect(reachDrift([], options)).toMatchObject({ state: 'not-measured', base: 0, centre: null, points: [] });
    expect(reachDrift(base, options)).toMatchObject({ state: 'too-few-runs', base: 5 });
  });

  it('is steady among runs that differ by chance', () => {
    const { state, points } = reachDrift([...base, pair(205), pair(194)], options);
    expect(state).toBe('steady');
    expect(points[4]).toMatchObject({ smoothed: null, low: null, high: null });
    expect(points[5]?.ratio).toBeCloseTo(205 / 200, 12);
  });

  it('is seen when it is slow, which one run alone would not show', () => {
    const slow = [185, 170, 160, 152, 150, 150].map((count) => pair(count));
    expect(reachDrift([...base, ...slow], options).state).toBe('apart');
    expect(reachDrift([...base, pair(150)], options).state).toBe('steady');
  });

  it('is seen at once when it is large, and away from even only is it worse', () => {
    expect(reachDrift([...base, pair(90)], options).state).toBe('apart');
    const uneven = [98, 103, 100, 97, 102].map((count) => pair(count));
    expect(reachDrift([...uneven, pair(190)], options).state).toBe('nearer');
  });

  it('passes over runs without the segment, and does not speak of a run that has none', () => {
    const { state, points } = reachDrift([...base, null, pair(90)], options);
    expect(state).toBe('apart');
    expect(points[5]).toBeNull();
    expect(reachDrift([...base, pair(200), null], options).state).toBe('not-measured');
    expect(reachDrift([...base, pair(0, 0)], options).state).toBe('not-measured');
  });

  it('does not take runs that always lay apart for drift', () => {
    const loose = [150, 250, 160, 240, 155].map((count) => pair(count));
    const { dispersion, state } = reachDrift([...loose, pair(150)], options);
    expect(dispersion).toBeGreaterThan(4);
    expect(state).toBe('steady');
    expect(reachDrift([...base, pair(150)], options).dispersion).toBe(1);
  });

  it('needs more of one chart among many', () => {
    const runs = [...base, pair(140)];
    expect(reachDrift(runs, options).state).toBe('apart');
    const { state, width } = reachDrift(runs, { ...options, charts: 100 });
    expect(width).toBeCloseTo(4.1974, 3);
    expect(state).toBe('steady');
  });

  it.each([
    { ...options, baseRuns: 1 },
    { ...options, sigmas: 0 },
  ])('refuses %j', (wrong) => {
    expect(() => reachDrift([], wrong)).toThrow('MEASURE_OPTION_INVALID');
  });

  const share = fc
    .integer({ min: 1, max: 400 })
    .chain((total) => fc.record({ count: fc.integer({ min: 0, max: total }), total: fc.constant(total) }));
  const runs = fc.array(fc.option(fc.record({ group: share, reference: share })), { maxLength: 12 });

  it('is the same whichever group is the reference, but for the ratio upside down', () => {
    fc.assert(
      fc.property(runs, (some) => {
        const turned = some.map((one) => one && { group: one.reference, reference: one.group });
        const [there, back] = [reachDrift(some, options), reachDrift(turned, options)];
        expect(back.state).toBe(there.state);
        for (const [at, point] of there.points.entries()) {
          expect((back.points[at]?.ratio ?? 1) * (point?.ratio ?? 1)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('of the same run again and again is steady', () => {
    fc.assert(
      fc.property(fc.record({ group: share, reference: share }), fc.integer({ min: 6, max: 20 }), (one, times) => {
        const { state } = reachDrift(
          Array.from({ length: times }, () => one),
          options,
        );
        expect(state).toBe(one.group.count + one.reference.count === 0 ? 'not-measured' : 'steady');
      }),
    );
  });
});
