import type { Chance } from './chance.js';

const DAY_MS = 86_400_000;

/** How a customer shops; nothing of it depends on sex, age or place. */
export type Habit = 'loyal' | 'steady' | 'new' | 'fading';

export interface Customer {
  readonly number: number;
  readonly sex: 'f' | 'm';
  readonly age: number;
  readonly birthDate: string;
  readonly jurisdiction: string;
  readonly postcodeArea: string;
  readonly habit: Habit;
  /** Buys mostly body care. This is what tells the sex of a customer: the planted proxy. */
  readonly devoted: boolean;
  readonly wellnessInterest: number;
}

const AGES: readonly (readonly [readonly [number, number], number])[] = [
  [[16, 17], 0.015],
  [[18, 29], 0.235],
  [[30, 44], 0.28],
  [[45, 59], 0.25],
  [[60, 84], 0.22],
];

const AREAS: readonly (readonly [readonly [jurisdiction: string, area: string], number])[] = [
  [['EU', '10'], 0.15],
  [['EU', '20'], 0.14],
  [['EU', '40'], 0.14],
  [['EU', '50'], 0.13],
  [['EU', '70'], 0.12],
  [['EU', '80'], 0.12],
  [['UK', 'LS'], 0.12],
  [['US-CA', '94'], 0.08],
];

const HABITS: readonly (readonly [Habit, number])[] = [
  ['loyal', 0.24],
  ['steady', 0.28],
  ['new', 0.24],
  ['fading', 0.24],
];

/** Shares of devoted customers: far apart, so that a segment of them reaches one sex and hardly the other. */
const DEVOTED = { f: 0.5, m: 0.05 } as const;

/** One made-up customer as of an instant; nobody has a name. */
export function customerAt(chance: Chance, number: number, asOf: number): Customer {
  const sex = chance.happens(0.52) ? 'f' : 'm';
  const [youngest, oldest] = chance.oneOf(AGES);
  const age = chance.whole(youngest, oldest);
  const [jurisdiction, postcodeArea] = chance.oneOf(AREAS);
  return {
    number,
    sex,
    age,
    birthDate: birthDate(asOf, age, chance.whole(1, 364)),
    jurisdiction,
    postcodeArea,
    habit: chance.oneOf(HABITS),
    devoted: chance.happens(DEVOTED[sex]),
    wellnessInterest: chance.whole(0, 100),
  };
}

/** The birthday that makes somebody `age` full years old, the last one some days ago. */
function birthDate(asOf: number, age: number, daysAgo: number): string {
  const today = new Date(asOf);
  return dayText(Date.UTC(today.getUTCFullYear() - age, today.getUTCMonth(), today.getUTCDate() - daysAgo));
}

/** The days before another one as ISO dates, each written once: a shop names the same days again and again. */
export function daysBefore(asOf: number): (days: number) => string {
  const texts: string[] = [];
  return (days) => {
    texts[days] ??= dayText(asOf - days * DAY_MS);
    return texts[days];
  };
}

function dayText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
