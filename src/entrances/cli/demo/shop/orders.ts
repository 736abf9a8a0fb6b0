import type { Chance } from './chance.js';
import type { Customer, Habit } from './customer.js';

export interface Order {
  readonly daysAgo: number;
  readonly department: string;
  /** In cents. */
  readonly amount: number;
  readonly cancelled: boolean;
}

interface Shopping {
  readonly orders: readonly [fewest: number, most: number];
  readonly lastDaysAgo: readonly [number, number];
  readonly firstDaysAgo: number;
  /** In cents. */
  readonly amount: readonly [number, number];
}

const SHOPPING: Readonly<Record<Habit, Shopping>> = {
  loyal: { orders: [9, 13], lastDaysAgo: [1, 60], firstDaysAgo: 720, amount: [2500, 9500] },
  steady: { orders: [4, 6], lastDaysAgo: [20, 150], firstDaysAgo: 720, amount: [2500, 9500] },
  new: { orders: [1, 2], lastDaysAgo: [1, 90], firstDaysAgo: 120, amount: [1500, 8500] },
  fading: { orders: [1, 3], lastDaysAgo: [420, 1130], firstDaysAgo: 1400, amount: [1500, 8500] },
};

const DEPARTMENTS: readonly (readonly [string, number])[] = [
  ['household', 30],
  ['garden', 20],
  ['kitchen', 25],
  ['toys', 15],
  ['body-care', 2],
];

/** What a customer ordered, oldest first; amounts depend on the habit alone, departments on devotion. */
export function ordersOf(chance: Chance, { habit, devoted }: Customer): readonly Order[] {
  const { orders, lastDaysAgo, firstDaysAgo, amount } = SHOPPING[habit];
  const last = chance.whole(...lastDaysAgo);
  const count = chance.whole(...orders);
  const placed = Array.from({ length: count }, (_, at) => {
    const daysAgo = at === 0 ? last : chance.whole(last, firstDaysAgo);
    const isBodyCare = devoted && chance.happens(0.85);
    const department = isBodyCare ? 'body-care' : chance.oneOf(DEPARTMENTS);
    // The newest order stands, so that everybody has ordered something.
    return { daysAgo, department, amount: chance.whole(...amount), cancelled: at > 0 && chance.happens(0.03) };
  });
  return placed.sort((a, b) => b.daysAgo - a.daysAgo);
}
