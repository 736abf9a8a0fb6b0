import { cutoff, cutoffFacts, cutoffName, type Facts } from '../../conditions/index.js';

const DAY_MS = 86_400_000;
/** The clock of a request stands within these years. */
const EARLIEST = 0;
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** After so many days the calendar repeats: 400 years. */
const CYCLE_DAYS = 146_097;

/**
 * Readings of the clock, ascending, with the cut-offs that follow from each: one for every way in which now and the
 * cut-offs can lie among the instants that policies name and among each other. Whatever holds at some moment holds
 * at one of these.
 */
export function clockReadings(
  durations: readonly string[],
  instants: readonly number[],
  near: number,
): readonly Facts[] {
  const named = [...new Set(instants)].sort((a, b) => a - b);
  const turns = turningPoints(durations, named);
  const within = turns.flatMap((turn, at) => between(turn, turns[at + 1], durations, near));
  const moments = [...new Set([...turns.slice(1, -1), ...within])].sort((a, b) => a - b);
  const kinds = new Map<string, number>();
  for (const now of moments) {
    const kind = situation(now, durations, named);
    const known = kinds.get(kind);
    if (known === undefined || Math.abs(now - near) < Math.abs(known - near)) kinds.set(kind, now);
  }
  return [...kinds.values()].sort((a, b) => a - b).map((now) => ({ now, ...cutoffFacts(durations, now) }));
}

// Moments at which now or a cut-off reaches, touches or leaves a named instant; bounded by one before and one after all.
function turningPoints(durations: readonly string[], named: readonly number[]): readonly number[] {
  const close = named.flatMap((instant) => [-2, -1, 0, 1, 2].map((step) => instant + step));
  const turns = [...close, ...durations.flatMap((duration) => close.flatMap((instant) => reaching(duration, instant)))];
  const inside = turns.filter((turn) => turn >= EARLIEST && turn <= LATEST);
  return [EARLIEST - 1, ...[...new Set(inside)].sort((a, b) => a - b), LATEST + 1];
}

// So near to the moment sought do months of different lengths, and days cut short at a month's end, let cut-offs turn.
const CLAMPED_DAYS = 8;

function reaching(duration: string, instant: number): readonly number[] {
  const day = Math.floor(instant / DAY_MS);
  const start = day + Math.round(day - Math.floor(cutoff(day * DAY_MS, duration) / DAY_MS));
  return Array.from({ length: 2 * CLAMPED_DAYS + 1 }, (_, at) => (start + at - CLAMPED_DAYS) * DAY_MS).flatMap(
    (midnight) => [midnight, midnight + instant - day * DAY_MS],
  );
}

/**
 * A moment for every order of the cut-offs that occurs strictly between two turning points. Within a day the order
 * changes at its last millisecond alone: there a cut-off in days meets one that stands still at a month's end.
 */
function between(from: number, to: number | undefined, durations: readonly string[], near: number): readonly number[] {
  if (to === undefined || to - from <= 1) return [];
  const plain = inside(from, to, near);
  if (!mixesUnits(durations)) return [plain];
  const orders = new Map<string, number>();
  const first = Math.floor(from / DAY_MS);
  const last = Math.min(Math.floor(to / DAY_MS), first + CYCLE_DAYS + 1);
  const all = ordersEver(durations);
  for (let day = first; day <= last && orders.size < all; day++) {
    const [start, end] = [Math.max(from + 1, day * DAY_MS), Math.min(to - 1, day * DAY_MS + DAY_MS - 1)];
    if (start > end) continue;
    for (const moment of [start, end]) {
      const order = orderOf(moment, durations);
      if (!orders.has(order)) orders.set(order, moment);
    }
  }
  return [plain, ...orders.values()];
}

const ORDERS = new Map<string, number>();

/** How many orders of the cut-offs there are in all; counted once. */
function ordersEver(durations: readonly string[]): number {
  const key = durations.join();
  const known = ORDERS.get(key);
  if (known !== undefined) return known;
  const orders = new Set<string>();
  for (let day = 0; day < CYCLE_DAYS; day++) {
    for (const moment of [day * DAY_MS, (day + 1) * DAY_MS - 1]) orders.add(orderOf(moment, durations));
  }
  ORDERS.set(key, orders.size);
  return orders.size;
}

// The moment that is asked for, or a midnight close to the nearer end.
function inside(from: number, to: number, near: number): number {
  if (near > from && near < to) return near;
  const tidy = near <= from ? Math.floor(from / DAY_MS + 1) * DAY_MS : Math.ceil(to / DAY_MS - 1) * DAY_MS;
  return tidy > from && tidy < to ? tidy : from + Math.ceil((to - from) / 2);
}

// Cut-offs in days keep their distance, and so do those in months and years; only across the two does it vary.
function mixesUnits(durations: readonly string[]): boolean {
  const byDays = durations.filter((duration) => /day|week/.test(duration));
  return byDays.length > 0 && byDays.length < durations.length;
}

function orderOf(now: number, durations: readonly string[]): string {
  const times = durations.map((duration) => cutoff(now, duration));
  return times.map((time) => times.map((other) => Math.sign(time - other)).join('')).join();
}

function situation(now: number, durations: readonly string[], named: readonly number[]): string {
  const times = [now, ...durations.map((duration) => cutoff(now, duration))];
  return `${orderOf(now, durations)};${times.map((time) => placeAmong(named, time)).join()}`;
}

// Between which instants, and whether any moment is left on either side.
function placeAmong(named: readonly number[], time: number): string {
  let [low, high] = [0, named.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((named[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  const above = (named[low] ?? Number.POSITIVE_INFINITY) - time;
  const below = time - (named[low - 1] ?? Number.NEGATIVE_INFINITY);
  return `${low}${above === 0 ? '=' : above === 1 ? '<' : ''}${below === 1 ? '>' : ''}`;
}

/** True for facts that follow from the clock. */
export function isClockFact(name: string): boolean {
  return name === 'now' || name.startsWith(cutoffName(''));
}
