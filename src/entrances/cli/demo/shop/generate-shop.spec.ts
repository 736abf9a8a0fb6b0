import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kmeans } from 'ml-kmeans';
import { generateShop } from './index.js';

const TODAY = Date.UTC(2026, 5, 30);
const ASK = { customers: 50_000, seed: 7, asOf: TODAY };
const BANDS = [18, 30, 45, 60];
type Row = Readonly<Record<string, string>>;

function read(folder: string, file: string): readonly Row[] {
  const [head = '', ...lines] = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, at) => [names[at], value])));
}

const bandOf = (row: Row) => `from ${BANDS.filter((from) => from <= Number(row['age'])).at(-1)}`;
const sexOf = (row: Row) => row['sex'] ?? '';

function standardised(rows: readonly Row[], columns: readonly string[]): number[][] {
  const series = columns.map((name) => {
    const values = rows.map((row) => Number(row[name]));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return values.map((value) => (value - mean) / spread);
  });
  return rows.map((_, at) => series.map((values) => values[at] as number));
}

function segmentsOf(rows: readonly Row[], columns: readonly string[]): readonly number[] {
  return kmeans(standardised(rows, columns), 4, { seed: 7, initialization: 'kmeans++' }).clusters;
}

/** The upper or lower end of a Katz interval of the ratio of two rates, at a normal quantile of `z`. */
function ratios(rows: readonly Row[], segments: readonly number[], groupOf: (row: Row) => string, z: number) {
  const groups = [...new Set(rows.map(groupOf))];
  return [0, 1, 2, 3].flatMap((segment) => {
    const counts = groups.map((group) => {
      const members = rows.flatMap((row, at) => (groupOf(row) === group ? [segments[at]] : []));
      return { n: members.length, x: members.filter((one) => one === segment).length };
    });
    return counts.flatMap((a, i) =>
      counts.slice(i + 1).map((b) => {
        const [low, high] = a.x * b.n < b.x * a.n ? [a, b] : [b, a];
        const ratio = low.x / low.n / (high.x / high.n);
        const error = Math.sqrt(1 / Math.max(1, low.x) - 1 / low.n + 1 / high.x - 1 / high.n);
        return { ratio, lower: ratio * Math.exp(-z * error), upper: ratio * Math.exp(z * error) };
      }),
    );
  });
}

// Bonferroni over the 28 pairs is at least as strict as Holm: 1 - 0.05 / 28.
const STRICT_Z = 2.92;

/** The features that `config/datasets/shop.yaml` measures from orders that were not cancelled. */
function withMeasures(people: readonly Row[], orders: readonly Row[]): readonly Row[] {
  const sums = new Map(people.map((row) => [row['customerNumber'], { orders: 0, spend: 0, bodyCareSpend: 0 }]));
  for (const order of orders.filter((row) => row['cancelled'] === 'false')) {
    const sum = sums.get(order['customerNumber']);
    if (!sum) throw new Error('an order of nobody');
    sum.orders += 1;
    sum.spend += Number(order['amount']);
    if (order['department'] === 'body-care') sum.bodyCareSpend += Number(order['amount']);
  }
  return people.map((row) => {
    const sum = Object.entries(sums.get(row['customerNumber']) ?? {});
    return { ...row, ...Object.fromEntries(sum.map(([name, value]) => [name, String(value)])) };
  });
}

describe('generateShop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shop-'));
  const before = process.cpuUsage();
  const shop = generateShop(folder, ASK);
  const { user, system } = process.cpuUsage(before);
  const customers = withMeasures(read(folder, 'customers.csv'), read(folder, 'orders.csv'));
  const consents = read(folder, 'consents.csv');
  const adults = customers.filter((row) => row['age'] !== '' && Number(row['age']) >= 18);
  const granted = new Set(consents.filter((row) => row['state'] === 'granted').map((row) => row['customerNumber']));
  const agreed = adults.filter((row) => granted.has(row['customerNumber']));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('writes the whole shop without holding a demo up', () => {
    expect(shop.customers).toBe(50_000);
    expect(shop.orders).toBe(read(folder, 'orders.csv').length);
    // About one second alone; the limit leaves room for instrumented code on a busy machine.
    expect((user + system) / 1e6).toBeLessThan(10);
  });

  it('gives the same bytes for the same ask, and others for another seed', () => {
    const [again, other] = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'shop-'))) as [string, string];
    generateShop(again, { ...ASK, customers: 500 });
    generateShop(other, { ...ASK, customers: 500, seed: 8 });
    const first = readFileSync(join(again, 'customers.csv'), 'utf8');
    expect(readFileSync(join(folder, 'customers.csv'), 'utf8').startsWith(first)).toBe(true);
    expect(readFileSync(join(other, 'customers.csv'), 'utf8')).not.toBe(first);
    for (const one of [again, other]) rmSync(one, { recursive: true });
  });

  it('plants minors, inactive customers and objections, and nobody who agreed to partner advertising', () => {
    const share = (count: number) => count / customers.length;
    const old = new Date(TODAY - 1096 * 86_400_000).toISOString().slice(0, 10);
    const said = (purpose: string, state: string) =>
      consents.filter((row) => row['purpose'] === purpose && row['state'] === state).length;
    expect(share(customers.filter((row) => Number(row['age']) < 18).length)).toBeCloseTo(0.015, 2);
    expect(share(customers.filter((row) => (row['lastActivity'] ?? '') < old).length)).toBeGreaterThan(0.005);
    expect(share(said('loyalty-offers', 'objected'))).toBeGreaterThan(0.01);
    expect(said('*', 'restricted')).toBeGreaterThan(0);
    expect(said('partner-advertising', 'refused')).toBeGreaterThan(0);
    expect(said('partner-advertising', 'granted')).toBe(0);
  });

  it('leaves nobody alone in a class of age band, sex and area, also among those who agreed', () => {
    for (const rows of [adults, agreed]) {
      const classes = new Map<string, number>();
      for (const row of rows) {
        const key = [bandOf(row), row['sex'], row['postcodeArea']].join();
        classes.set(key, (classes.get(key) ?? 0) + 1);
      }
      expect(classes.size).toBe(4 * 2 * 8);
      expect(Math.min(...classes.values())).toBeGreaterThanOrEqual(20);
    }
  });

  it('is segmented unfairly by the proxy: a ratio below 0.8 with evidence', () => {
    for (const rows of [adults, agreed]) {
      const segments = segmentsOf(rows, ['orders', 'spend', 'bodyCareSpend']);
      expect(Math.min(...ratios(rows, segments, sexOf, STRICT_Z).map(({ upper }) => upper))).toBeLessThan(0.8);
    }
  });

  it('is segmented fairly without it: every pair of sexes and age bands at 0.8 or more with evidence', () => {
    for (const rows of [adults, agreed]) {
      const segments = segmentsOf(rows, ['orders', 'spend']);
      const pairs = [sexOf, bandOf].flatMap((groupOf) => ratios(rows, segments, groupOf, STRICT_Z));
      expect(pairs).toHaveLength(28);
      expect(Math.min(...pairs.map(({ lower }) => lower))).toBeGreaterThanOrEqual(0.8);
      const sizes = [0, 1, 2, 3].map((segment) => segments.filter((one) => one === segment).length);
      expect(Math.min(...sizes)).toBeGreaterThan(rows.length / 10);
    }
  });
});
