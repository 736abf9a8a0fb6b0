import fc from 'fast-check';
import { cutoff, cutoffFacts } from './index.js';

const before = (now: string, duration: string) => new Date(cutoff(Date.parse(now), duration)).toISOString();

describe('cutoff', () => {
  it.each([
    ['2026-03-31T12:30:00.005Z', '1 month', '2026-02-28T12:30:00.005Z'],
    ['2024-03-31T00:00:00.000Z', '1 month', '2024-02-29T00:00:00.000Z'],
    ['2024-02-29T23:59:59.999Z', '1 year', '2023-02-28T23:59:59.999Z'],
    ['2024-02-29T00:00:00.000Z', '4 years', '2020-02-29T00:00:00.000Z'],
    ['2026-02-28T00:00:00.000Z', '24 months', '2024-02-28T00:00:00.000Z'],
    ['2026-01-15T08:00:00.000Z', '24 months', '2024-01-15T08:00:00.000Z'],
    ['2026-01-31T00:00:00.000Z', '2 months', '2025-11-30T00:00:00.000Z'],
    ['2100-03-31T00:00:00.000Z', '1 month', '2100-02-28T00:00:00.000Z'],
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

  it('lies that many months back, on the same day of the month or on its last one, at the same time', () => {
    fc.assert(
      fc.property(instant, months, (now, count) => {
        const then = new Date(cutoff(now.getTime(), `${count} months`));
        const monthOf = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
        expect(monthOf(now) - monthOf(then)).toBe(count);
        expect(then.toISOString().slice(10)).toBe(now.toISOString().slice(10));
        const next = new Date(then.getTime() + 86_400_000);
        expect(then.getUTCDate() === now.getUTCDate() || next.getUTCDate() === 1).toBe(true);
        expect(then.getUTCDate()).toBeLessThanOrEqual(now.getUTCDate());
      }),
    );
  });

  it('never moves back while time goes on, and a longer duration never ends later', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 1e11 }), months, months, (now, later, count, more) => {
        const at = now.getTime();
        expect(cutoff(at + later, `${count} months`)).toBeGreaterThanOrEqual(cutoff(at, `${count} months`));
        expect(cutoff(at, `${count + more} months`)).toBeLessThanOrEqual(cutoff(at, `${count} months`));
        expect(cutoff(at, `${count} years`)).toBe(cutoff(at, `${count * 12} months`));
      }),
    );
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
