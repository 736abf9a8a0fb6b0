import { Bindings, quoted } from '../sql/bindings.js';
import type { Session } from './session.js';

// Millionths as integers: sums of doubles would differ between runs on several threads.
const UNIT = 1_000_000;

export interface Figures {
  readonly mean: number | null;
  readonly variance: number | null;
  readonly quartiles: readonly [number, number, number] | null;
}

/** The figures of every segment's numbers, by column, and how many people of a segment variance and quartiles are of. */
export interface NumericFigures {
  of(segment: number): ReadonlyMap<string, Figures>;
  spreadRows(segment: number): number;
}

/** Where to read from: `a` has the segment `s` and `p` the features. */
interface Relations {
  readonly all: string;
  readonly few: string;
}

type Row = Readonly<Record<string, unknown>> & { readonly s: number };

/** Mean, variance and quartiles of all columns and segments, in three passes over the rows whatever their number. */
export async function numericFigures(
  session: Session,
  { all, few }: Relations,
  columns: readonly string[],
): Promise<NumericFigures> {
  const means = await meansOf(session, all, columns);
  const variances = await variancesOf(session, few, { columns, means });
  const quartiles = await quartilesOf(session, few, columns);
  return {
    of: (s) =>
      new Map(
        columns.map((column, at) => {
          const q = quartiles.get(s)?.[`q${at}`] as readonly [number, number, number] | null | undefined;
          const mean = means.get(s)?.[at] ?? null;
          return [column, { mean, variance: variances.get(s)?.[at] ?? null, quartiles: q ? [q[0], q[1], q[2]] : null }];
        }),
      ),
    spreadRows: (s) => Number(quartiles.get(s)?.['rows'] ?? 0),
  };
}

type BySegment = ReadonlyMap<number, readonly (number | null)[]>;

async function meansOf(session: Session, from: string, columns: readonly string[]): Promise<BySegment> {
  const sums = columns.map((column, at) => printSum(`"p".${quoted(column)}`, at));
  return averages(
    session,
    `select ${['"a"."s"', ...sums].join(', ')} from ${from} where "a"."s" >= 0 group by "a"."s"`,
    {
      columns,
      bindings: new Bindings(),
    },
  );
}

// About the mean, which is known by now: sums of squares would cancel.
async function variancesOf(
  session: Session,
  from: string,
  { columns, means }: { readonly columns: readonly string[]; readonly means: BySegment },
): Promise<BySegment> {
  const bindings = new Bindings();
  const distances = columns.map((column, at) => {
    const known = [...means].flatMap(([s, mean]) =>
      typeof mean[at] === 'number' ? [`when ${s} then ${bindings.bindDouble(mean[at])}`] : [],
    );
    const centre = known.length === 0 ? 'null' : `case "a"."s" ${known.join(' ')} end`;
    return `"p".${quoted(column)} - ${centre} as "d${at}"`;
  });
  const sums = columns.map((_, at) => printSum(`"d${at}" * "d${at}"`, at));
  const centred = `select ${['"a"."s"', ...distances].join(', ')} from ${from} where "a"."s" >= 0`;
  return averages(session, `select ${['"s"', ...sums].join(', ')} from (${centred}) group by "s"`, {
    columns,
    bindings,
  });
}

function printSum(value: string, at: number): string {
  return `count(${value})::double as "n${at}", cast(sum(cast(round(${value} * ${UNIT}) as hugeint)) as double) as "t${at}"`;
}

async function averages(
  session: Session,
  sql: string,
  { columns, bindings }: { readonly columns: readonly string[]; readonly bindings: Bindings },
): Promise<BySegment> {
  if (columns.length === 0) return new Map();
  const rows = await session.rows<Row>(sql, bindings);
  const average = (row: Row, at: number) =>
    row[`n${at}`] === 0 ? null : (row[`t${at}`] as number) / UNIT / (row[`n${at}`] as number);
  return new Map(rows.map((row) => [row.s, columns.map((_, at) => average(row, at))]));
}

async function quartilesOf(session: Session, from: string, columns: readonly string[]) {
  const quartiles = columns.map((column, at) => `quantile_cont("p".${quoted(column)}, [0.25, 0.5, 0.75]) as "q${at}"`);
  const asked = ['"a"."s"', 'count(*)::double as "rows"', ...quartiles].join(', ');
  const rows = await session.rows<Row>(`select ${asked} from ${from} where "a"."s" >= 0 group by "a"."s"`);
  return new Map(rows.map((row) => [row.s, row]));
}
