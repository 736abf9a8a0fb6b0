import type { Facts } from './condition.js';

const DAY_MS = 86_400_000;
const DURATION = /^([1-9]\d{0,4}) (day|week|month|year)s?$/;

/**
 * The instant a duration before another, by calendar arithmetic in UTC: months and years keep the day of the month and
 * the time of day. Where the month is too short for the day, it is the month's last millisecond (one month before any
 * moment of 31 March is the end of 28 or 29 February), so that a cut-off never moves back while time goes on.
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
  const first = firstOfMonth(date.getUTCFullYear(), date.getUTCMonth() - months);
  const end = firstOfMonth(date.getUTCFullYear(), date.getUTCMonth() - months + 1);
  const sameDay = first + (now - firstOfMonth(date.getUTCFullYear(), date.getUTCMonth()));
  return Math.min(sameDay, end - 1);
}

// Date.UTC would read the years 0 to 99 as those of the twentieth century.
function firstOfMonth(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}

/** The name of the fact that holds the cut-off of a duration. */
export function cutoffName(duration: string): string {
  return `cutoff.${duration}`;
}

/** One fact for every duration that a policy set counts back from now. */
export function cutoffFacts(durations: readonly string[], now: number): Facts {
  return Object.fromEntries(durations.map((duration) => [cutoffName(duration), cutoff(now, duration)]));
}
