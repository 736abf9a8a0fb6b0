import fc from 'fast-check';
import { cutoff } from '../../conditions/index.js';
import { clockReadings } from './clock.js';

const DAY = 86_400_000;
const durations = fc.constantFrom<readonly string[]>(
  [],
  ['1 month'],
  ['7 days'],
  ['1 month', '12 months', '3 months'],
  ['1 month', '30 days'],
  ['2 months', '9 weeks'],
  ['1 year', '365 days', '12 months'],
  ['4 years', '1461 days'],
);
const instants = fc.array(
  fc
    .integer({ min: Date.UTC(2020, 0, 1) / 3_600_000, max: Date.UTC(2032, 0, 1) / 3_600_000 })
    .map((hour) => hour * 3_600_000),
  {
    maxLength: 3,
  },
);

/** How now and the cut-offs lie to the named instants, to moments beside them, and to each other. */
function situation(now: number, times: readonly string[], named: readonly number[]): string {
  const own = [now, ...times.map((duration) => cutoff(now, duration))];
  const beside = named.flatMap((instant) => [instant - 1, instant, instant + 1]);
  return JSON.stringify(own.map((time) => [...own, ...beside].map((other) => Math.sign(time - other))));
}

describe('the readings of the clock', () => {
  it('hold for any moment one that lies to everything as it does', () => {
    const world = fc.tuple(durations, instants).chain(([times, named]) => {
      const turning = named.flatMap((instant) =>
        [0, ...times.map((duration) => instant - cutoff(instant, duration))].map((step) => instant + step),
      );
      const moment = fc.oneof(
        fc.integer({ min: Date.UTC(2019, 0, 1), max: Date.UTC(2075, 0, 1) }),
        fc
          .tuple(fc.constantFrom(0, ...turning), fc.integer({ min: -5 * DAY, max: 5 * DAY }))
          .map(([at, by]) => Math.max(0, at + by)),
        fc
          .tuple(fc.constantFrom(0, ...turning), fc.integer({ min: -5, max: 5 }), fc.integer({ min: -1, max: 1 }))
          .map(([at, days, by]) => Math.max(0, at + days * DAY + by)),
      );
      return fc.tuple(fc.constant(times), fc.constant(named), moment);
    });
    fc.assert(
      fc.property(world, ([times, named, now]) => {
        const readings = clockReadings(times, named, 0).map((reading) =>
          situation(reading['now'] as number, times, named),
        );
        expect(readings).toContain(situation(now, times, named));
        expect(new Set(readings).size).toBeGreaterThan(0);
      }),
      { numRuns: 80 },
    );
  });

  it('are few where nothing is named', () => {
    expect(clockReadings([], [], 5)).toEqual([{ now: 5 }]);
    expect(clockReadings(['1 month', '30 days'], [], 5)).toHaveLength(3);
  });
});
