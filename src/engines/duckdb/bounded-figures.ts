import { frozen } from '../../documents/index.js';
import type { BoundedAsk, BoundedFigures, ColumnBounds } from '../bounded-figures.js';
import type { AssignedRows } from '../data-engine.js';
import { enginesError } from '../engines.errors.js';
import { Bindings, quoted } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { sideBySide } from './side-by-side.js';

/** Integers that are summed are millionths. */
const UNIT = 1_000_000;
/** Values of all text columns together, over all segments. */
const VALUES_MAX = 100_000;

/**
 * Sums of clamped values and counts of text values by segment, exact. In a sum each person has one value, moved by the
 * middle of its bounds, in half-millionths: somebody more or less moves it by at most `high − low`. Who has no value
 * counts as the middle.
 */
export async function boundedFigures(
  work: Workplace,
  assigned: AssignedRows,
  { sums, values }: BoundedAsk,
): Promise<BoundedFigures> {
  const { session, tables } = work;
  const segments = { relation: tables.assigned(assigned).table, as: 'a', key: 'k' };
  const kept = tables.prepared(tables.origin(assigned.prepared)).table;
  const from = await sideBySide(session, segments, { relation: kept, as: 'p', key: 'probity.k' });
  const counted = [];
  for (const column of values) counted.push(...(await valuesOf(work, from, column)));
  if (counted.length > VALUES_MAX) throw tooManyValues();
  return frozen({ sums: await sumsOf(work, assigned, { from, sums }), values: counted });
}

async function sumsOf(
  { session }: Workplace,
  { segments }: AssignedRows,
  { from, sums }: { readonly from: string; readonly sums: readonly ColumnBounds[] },
): Promise<BoundedFigures['sums']> {
  if (sums.length === 0) return [];
  const bindings = new Bindings();
  const printed = sums.map((one, at) => `${printSum(one, bindings)} as "t${at}"`);
  const rows = await session.rows<Readonly<Record<string, string>> & { readonly s: number }>(
    `select "a"."s", ${printed.join(', ')} from ${from} where "a"."s" >= 0 group by "a"."s"`,
    bindings,
  );
  const bySegment = new Map(rows.map((row) => [row.s, row]));
  return sums.map(({ column }, at) => ({
    column,
    sums: segments.map((_, s) => BigInt(bySegment.get(s)?.[`t${at}`] ?? 0)),
  }));
}

// Clamped as doubles, so that the cast cannot fail, and once more as the integers that sensitivity is counted in.
function printSum({ column, low, high }: ColumnBounds, bindings: Bindings): string {
  const value = `"p".${quoted(column)}`;
  const [least, most] = [low, high].map((bound) => bindings.bind(BigInt(Math.round(bound * UNIT))));
  const within = `greatest(${bindings.bindDouble(low)}, least(${bindings.bindDouble(high)}, ${value}))`;
  const whole = `greatest(${least}, least(${most}, cast(round(${within} * ${UNIT}) as bigint)))`;
  // least and greatest pass over NULL, so a missing value is left out by the filter and nowhere else.
  const sum = `sum(cast(2 * ${whole} - ${least} - ${most} as hugeint)) filter (where ${value} is not null)`;
  return `cast(coalesce(${sum}, 0) as varchar)`;
}

async function valuesOf({ session }: Workplace, from: string, column: string): Promise<BoundedFigures['values']> {
  const value = `"p".${quoted(column)}`;
  const rows = await session.rows<{ s: number; v: string; n: bigint }>(
    `select "a"."s", cast(${value} as varchar) as "v", count(*) as "n" from ${from}
     where "a"."s" >= 0 and ${value} is not null group by "a"."s", ${value} order by "a"."s", "v" limit ${VALUES_MAX + 1}`,
  );
  return rows.map(({ s, v, n }) => ({ column, segment: s, value: v, people: BigInt(n) }));
}

function tooManyValues() {
  return enginesError('TOO_MANY_ROWS', {
    found: `more than ${VALUES_MAX} values of text columns`,
    expected: 'columns with few values each',
    next: 'Ask for columns that tell groups of people, not people.',
  });
}
