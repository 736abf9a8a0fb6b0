import fc from 'fast-check';
import { cutoff, cutoffFacts } from './index.js';

const before = (now: string, duration: string) => new Date(cutoff(Date.parse(now), duration)).toISOString();

describe('cutoff', () => {
  it.each([
    ['2026-03-28T23:00:00.000Z', '1 month', '2026-02-28T23:00:00.000Z'],
    ['2026-03-29T01:00:00.000Z', '1 month', '2026-02-28T23:59:59.999Z'],
    ['2026-03-31T12:30:00.005Z', '1 month', '2026-02-28T23:59:59.999Z'],
    ['2026-04-01T00:00:00.000Z', '1 month', '2026-03-01T00:00:00.000Z'],
    ['2024-03-29T01:00:00.000Z', '1 month', '2024-02-29T01:00:00.000Z'],
    ['2024-03-30T01:00:00.000Z', '1 month', '2024-02-29T23:59:59.999Z'],
    ['2024-03-31T00:00:00.000Z', '1 month', '2024-02-29T23:59:59.999Z'],
    ['2024-02-29T00:00:00.000Z', '1 year', '2023-02-28T23:59:59.999Z'],
    ['2024-02-29T23:59:59.999Z', '1 year', '2023-02-28T23:59:59.999Z'],
    ['2024-02-29T00:00:00.000Z', '4 years', '2020-02-29T00:00:00.000Z'],
    ['2026-02-28T00:00:00.000Z', '24 months', '2024-02-28T00:00:00.000Z'],
    ['2026-01-15T08:00:00.000Z', '24 months', '2024-01-15T08:00:00.000Z'],
    ['2026-01-31T00:00:00.000Z', '2 months', '2025-11-30T23:59:59.999Z'],
    ['2100-03-29T00:00:00.000Z', '1 month', '2100-02-28T23:59:59.999Z'],
    ['2026-03-01T06:00:00.000Z', '1 day', '2026-02-28T06:00:00.000Z'],
    ['2026-03-01T06:00:00.000Z', '2 weeks', '2026-02-15T06:00:00.000Z'],
    ['1970-01-02T00:00:00.000Z', '1 month', '1969-12-02T00:00:00.000Z'],
  ])('of %s, %s earlier, is %s', (now, duration, expected) => expect(before(now, duration)).toBe(expected));

  it('refuses what is no duration', () => {
    for (const wrong of [
      '',
      '0 days',
      'one day',
      '24',
      '1.5 years',
      '-1 day',
      '1 fortnight',
      '123456 days',
      '1 day ',
    ]) {
      expect(() => cutoff(0, wrong)).toThrow(RangeError);
    }
  });

  const instant = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  const months = fc.integer({ min: 1, max: 600 });
  // Any instant, and those around the first and the last days of months, where the calendar is uneven.
  const near = fc.oneof(
    instant.map((date) => date.getTime()),
    fc
      .record({
        month: fc.integer({ min: -840, max: 2760 }),
        day: fc.integer({ min: -4, max: 2 }),
        by: fc.integer({ min: -2, max: 2 }),
      })
      .map(({ month, day, by }) => Date.UTC(1970, month, day) + by),
  );
  const later = fc.oneof(
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 0, max: 3e8 }),
    fc.integer({ min: 0, max: 1e11 }),
  );

  it('lies that many months back, as plain calendar arithmetic has it where the month has the day, else at its end', () => {
    fc.assert(
      fc.property(near, months, (now, count) => {
        const [at, then] = [new Date(now), new Date(cutoff(now, `${count} months`))];
        const monthOf = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
        expect(monthOf(at) - monthOf(then)).toBe(count);
        const plain = new Date(now);
        plain.setUTCMonth(plain.getUTCMonth() - count);
        if (plain.getUTCDate() === at.getUTCDate()) expect(then).toEqual(plain);
        else expect(new Date(then.getTime() + 1).toISOString()).toMatch(/-01T00:00:00.000Z$/);
      }),
    );
  });

  it('never moves back while time goes on, and a longer duration never ends later', () => {
    fc.assert(
      fc.property(near, later, months, months, (at, later, count, more) => {
        expect(cutoff(at + later, `${count} months`)).toBeGreaterThanOrEqual(cutoff(at, `${count} months`));
        expect(cutoff(at, `${count + more} months`)).toBeLessThanOrEqual(cutoff(at, `${count} months`));
        expect(cutoff(at, `${count} years`)).toBe(cutoff(at, `${count * 12} months`));
      }),
    );
  });
});

describe('a cut-off around every end of a month', () => {
  it('stands still over the days that the earlier month lacks, and moves on with the next month', () => {
    for (let month = 0; month < 12 * 8; month++) {
      for (const count of [1, 2, 3, 6, 11, 12, 13, 24, 48, 120]) {
        const moments = [28, 29, 30, 31, 32].flatMap((day) =>
          [0, 1, 3_600_000, 86_399_999].map((ms) => Date.UTC(2096, month, day) + ms),
        );
        const cuts = [...new Set(moments)].sort((a, b) => a - b).map((now) => cutoff(now, `${count} months`));
        expect(cuts).toEqual([...cuts].sort((a, b) => a - b));
        expect(cutoff(Date.UTC(2096, month + 1, 1), `${count} months`)).toBe(Date.UTC(2096, month + 1 - count, 1));
      }
    }
  });
});

describe('cutoffFacts', () => {
  it('names one fact for each duration', () => {
    const now = Date.parse('2026-02-28');
    expect(cutoffFacts(['24 months', '1 day'], now)).toEqual({
      'cutoff.24 months': Date.parse('2024-02-28'),
      'cutoff.1 day': Date.parse('2026-02-27'),
    });
  });
});
