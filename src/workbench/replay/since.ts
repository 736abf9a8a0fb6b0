import { instantOf } from '../../documents/index.js';
import { replayError } from './replay.errors.js';

const HOUR_MS = 3_600_000;
const UNITS = { h: HOUR_MS, d: 24 * HOUR_MS, w: 7 * 24 * HOUR_MS } as const;

/**
 * The moment at which a replay begins: an ISO date or date-time, or a number of hours, days or weeks before now: `12h`,
 * `30d`, `6w`. A date alone is 00:00 UTC.
 * @throws SINCE_INVALID
 */
export function sinceInstant(text: string, now: number): number {
  const [, count, unit] = /^([1-9]\d{0,4})([hdw])$/.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * UNITS[unit as keyof typeof UNITS];
  const instant = instantOf(text);
  if (!Number.isNaN(instant)) return instant;
  throw replayError('SINCE_INVALID', {
    found: `'${text.slice(0, 40)}'`,
    expected: 'an ISO date, a date-time with its zone, or a duration such as 30d, 12h or 6w',
    next: 'Write for example: --since 30d',
  });
}
