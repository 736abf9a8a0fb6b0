import type { Facts } from './condition.js';

const DAY_MS = 86_400_000;
const DURATION = /^([1-9]\d{0,4}) (day|week|month|year)s?$/;

/**
 * The instant a duration before another, by calendar arithmetic in UTC: months and years keep the day of the month,
 * clamped to the month's end (one month before 31 March is 28 or 29 February), and the time of day.
 */
export function cutoff(now: number, duration: string): number {
  const [, count, unit] = DURATION.exec(duration) ?? [];
  if (count === undefined) throw new RangeError('a duration is a count and day, week, month or year');
  if (unit === 'day') return now - Number(count) * DAY_MS;
  if (unit === 'week') return now - Number(count) * 7 * DAY_MS;
  return monthsBefore(now, Number(count) * (unit === 'year' ? 12 : 1));
}

function monthsBefore(now: number, months: number): number {
  const date = new Date(now);
  const target = new Date(0);
  target.setUTCFullYear(date.getUTCFullYear(), date.getUTCMonth() - months, 1);
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return target.getTime() + (((now % DAY_MS) + DAY_MS) % DAY_MS);
}

/** The name of the fact that holds the cut-off of a duration. */
export function cutoffName(duration: string): string {
  return `cutoff.${duration}`;
}

/** One fact for every duration that a policy set counts back from now. */
export function cutoffFacts(durations: readonly string[], now: number): Facts {
  return Object.fromEntries(durations.map((duration) => [cutoffName(duration), cutoff(now, duration)]));
}
