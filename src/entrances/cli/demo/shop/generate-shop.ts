import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chance } from './chance.js';
import { consentsOf } from './consents.js';
import { type Customer, customerAt, daysBefore } from './customer.js';
import { type Order, ordersOf } from './orders.js';

export interface ShopOptions {
  readonly seed: number;
  /** The day on which the shop is looked at, in milliseconds since 1970: ages and dates count back from it. */
  readonly asOf: number;
  readonly customers?: number;
}

/** How many rows each file holds. */
export interface ShopFiles {
  readonly customers: number;
  readonly orders: number;
  readonly consents: number;
}

const CUSTOMERS = 50_000;
const FIRST_NUMBER = 100_001;

/**
 * Writes `customers.csv`, `orders.csv` and `consents.csv` of a made-up shop into a folder. The same seed and day give the
 * same bytes. Customers are numbers: nobody has a name or an address.
 */
export function generateShop(folder: string, { seed, asOf, customers = CUSTOMERS }: ShopOptions): ShopFiles {
  const lines = {
    customers: ['customerNumber,jurisdiction,postcodeArea,birthDate,age,sex,lastActivity,wellnessInterest'],
    orders: ['customerNumber,orderNumber,orderedAt,department,amount,cancelled'],
    consents: ['customerNumber,purpose,state,at'],
  };
  const day = daysBefore(asOf);
  for (let at = 0; at < customers; at++) {
    const chance = new Chance(seed, at);
    const customer = customerAt(chance, FIRST_NUMBER + at, asOf);
    const orders = ordersOf(chance, customer);
    lines.customers.push(customerLine(customer, orders, day));
    for (const order of orders) lines.orders.push(orderLine(customer, order, lines.orders.length, day));
    for (const { purpose, state, daysAgo } of consentsOf(chance)) {
      lines.consents.push(`${customer.number},${purpose},${state},${day(daysAgo)}T12:00:00Z`);
    }
  }
  mkdirSync(folder, { recursive: true });
  for (const [name, rows] of Object.entries(lines)) writeFileSync(join(folder, `${name}.csv`), `${rows.join('\n')}\n`);
  const { length: customerRows } = lines.customers;
  return { customers: customerRows - 1, orders: lines.orders.length - 1, consents: lines.consents.length - 1 };
}

function customerLine(customer: Customer, orders: readonly Order[], day: (daysAgo: number) => string): string {
  const { number, jurisdiction, postcodeArea, birthDate, age, sex, wellnessInterest } = customer;
  const lastActivity = day(Math.min(...orders.map(({ daysAgo }) => daysAgo)));
  return [number, jurisdiction, postcodeArea, birthDate, age, sex, lastActivity, wellnessInterest].join();
}

function orderLine({ number }: Customer, order: Order, orderNumber: number, day: (daysAgo: number) => string): string {
  const { daysAgo, department, amount, cancelled } = order;
  return [number, orderNumber, day(daysAgo), department, (amount / 100).toFixed(2), cancelled].join();
}
