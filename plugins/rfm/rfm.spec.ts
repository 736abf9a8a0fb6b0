import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BinModel } from 'probity/plugin';
import { pluginConformance } from 'probity/testing';
import plugin from './plugin.js';
import { emptyScores } from './scores.js';
import { NAMED_SEGMENTS } from './segments.js';

const orders = new URL('../../../shared/data/rfm-orders/rfm_data_orders.csv', import.meta.url);
const held = existsSync(orders);
if (!held) process.stderr.write('rfm: the shared data is not here; its vectors are skipped\n');
const onData = held ? it : it.skip;

describe('the plugin rfm', () => {
  const checks = pluginConformance(fileURLToPath(new URL('.', import.meta.url)));
  it.each(checks.map(({ name, check }) => [name, check] as const))('%s', (_name, check) => check(), 30_000);
});

describe('rfm on the orders of the R package rfm, as of 2006-12-31', () => {
  onData('takes the known edges', () => {
    const { R, F, M } = edges(model(customers()));
    expect(R?.map(rounded)).toEqual([115, 181, 297.4, 482]);
    expect(F?.map(rounded)).toEqual([4, 5, 6, 8]);
    expect(M?.map(rounded)).toEqual([255.8, 382, 506.4, 666]);
  });

  onData('gives customers their known scores', () => {
    const found = customers();
    const scores = (name: string) => scoreOf(model(found), found.find((one) => one.name.startsWith(name)) as Customer);
    expect(["Abbey O'Reilly", 'Add Senger', 'Aden Lesch', 'Aden Murphy', 'Admiral Senger'].map(scores)).toEqual([
      343, 412, 323, 544, 433,
    ]);
  });

  onData('puts as many customers into each segment as the package does', () => {
    const found = customers();
    const champions = found.filter((one) => segmentOf(model(found), one) === 'Champions');
    expect(counts(found)).toEqual({
      Champions: 158,
      'Loyal Customers': 278,
      'Potential Loyalist': 229,
      Lost: 111,
      'At Risk': 86,
      'About To Sleep': 50,
      Others: 48,
      'Need Attention': 35,
    });
    expect(champions.reduce((sum, { frequency }) => sum + frequency, 0)).toBe(1234);
    expect(champions.reduce((sum, { monetary }) => sum + monetary, 0)).toBe(120178);
  });
});

describe('scores', () => {
  it('counts those that tied quantiles leave empty', () => {
    expect(emptyScores([2, 2, 2, 3])).toBe(2);
    expect(emptyScores([1, 2, 3, 4])).toBe(0);
  });
});

interface Customer {
  readonly name: string;
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

function customers(): readonly Customer[] {
  const rows = [...readFileSync(orders, 'utf8').matchAll(/^"([^"]*)",(\d{4}-\d\d-\d\d),(\d+)/gm)];
  const byName = new Map<string, { last: number; frequency: number; monetary: number }>();
  for (const [, name, date, revenue] of rows) {
    const one = byName.get(name as string) ?? { last: 0, frequency: 0, monetary: 0 };
    const last = Math.max(one.last, Date.parse(date as string));
    byName.set(name as string, { last, frequency: one.frequency + 1, monetary: one.monetary + Number(revenue) });
  }
  const days = (last: number) => (Date.parse('2006-12-31') - last) / 86_400_000;
  return [...byName].map(([name, { last, ...rest }]) => ({ name, recency: days(last), ...rest }));
}

function model(found: readonly Customer[]): BinModel {
  const columns = (['recency', 'frequency', 'monetary'] as const).map((name) => ({ name, type: 'number' as const }));
  const options = {
    recency: 'recency',
    frequency: 'frequency',
    monetary: 'monetary',
    segments: NAMED_SEGMENTS,
    otherwise: 'Others',
  };
  const quantiles = (column: string) => {
    const sorted = found.map((one) => one[column as 'recency']).sort((a, b) => a - b);
    return [0.2, 0.4, 0.6, 0.8].map((probability) => type7(sorted, probability));
  };
  const input = { options, columns, rows: [], rowCount: 0, quantiles, seed: 0, random: () => 0 };
  return plugin.segment(input) as BinModel;
}

function type7(sorted: readonly number[], probability: number): number {
  const place = (sorted.length - 1) * probability;
  const [low, high] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
  return low + (high - low) * (place - Math.floor(place));
}

function edges({ scores }: BinModel): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(scores.map((score) => [score.name, score.edges]));
}

function scoresOf({ scores }: BinModel, customer: Customer): Readonly<Record<string, number>> {
  return Object.fromEntries(
    scores.map(({ name, column, edges: list, reversed }) => {
      const score = 1 + list.filter((edge) => edge <= customer[column as 'recency']).length;
      return [name, reversed ? 6 - score : score];
    }),
  );
}

function scoreOf(bins: BinModel, customer: Customer): number {
  const { R = 0, F = 0, M = 0 } = scoresOf(bins, customer);
  return 100 * R + 10 * F + M;
}

function segmentOf(bins: BinModel, customer: Customer): string {
  const scores = scoresOf(bins, customer);
  const fits = ({ when }: BinModel['segments'][number]) =>
    Object.entries(when).every(
      ([name, { from, to }]) => (scores[name] as number) >= from && (scores[name] as number) <= to,
    );
  return bins.segments.find(fits)?.name ?? (bins.otherwise as string);
}

function counts(found: readonly Customer[]): Readonly<Record<string, number>> {
  const bins = model(found);
  const totals: Record<string, number> = {};
  for (const customer of found) totals[segmentOf(bins, customer)] = (totals[segmentOf(bins, customer)] ?? 0) + 1;
  return totals;
}

function rounded(edge: number): number {
  return Math.round(edge * 1e6) / 1e6;
}
