const MINUS = '\u2212';

/** A count, exact, with thousands separators: `48,842`. */
export function countText(count: number): string {
  const digits = String(Math.abs(Math.round(count))).replace(/\B(?=(\d{3})+$)/g, ',');
  return count < 0 ? `${MINUS}${digits}` : digits;
}

/** A measured number with three significant digits: `0.662`, `1,230`, `0.0129`; never in exponents above 1e-6. */
export function figureText(value: number): string {
  if (!Number.isFinite(value)) return 'not a number';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : '';
  if (size < 1e-6) return `${sign}${size.toExponential(2)}`;
  const rounded = Number(size.toPrecision(3));
  if (rounded >= 100) return `${sign}${countText(rounded)}`;
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(rounded)));
  return `${sign}${rounded.toFixed(decimals)}`;
}

/** A share of one as a percentage with three significant digits: `12.3 %`. */
export function shareText(share: number): string {
  return `${figureText(share * 100)} %`;
}

/** An interval of measured numbers: `0.362 to 1.21`. */
export function intervalText([low, high]: readonly [number, number]): string {
  return `${figureText(low)} to ${figureText(high)}`;
}

/** An instant as people read it, in UTC: `24 November 2026, 11:50 UTC`; text that is no instant stays as it is. */
export function instantText(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const month = MONTHS[at.getUTCMonth()];
  return `${at.getUTCDate()} ${month} ${at.getUTCFullYear()}, ${at.toISOString().slice(11, 16)} UTC`;
}

/** The day of an instant, in UTC: `24 November 2026`. */
export function dayText(instant: string): string {
  return instantText(instant).split(',')[0] as string;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
