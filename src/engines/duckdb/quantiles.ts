import { quoted } from '../sql/bindings.js';
import type { Session } from './session.js';

/** The engine selects each order statistic anew: for more than this many, one sort is cheaper. */
const FEW = 16;

/**
 * Exact quantiles of kept rows (type 7: Hyndman & Fan 1996). The engine gives order statistics, which no number of
 * threads can change; the interpolation happens here.
 */
export async function exactQuantiles(
  session: Session,
  { table, column }: { readonly table: string; readonly column: string },
  probabilities: readonly number[],
): Promise<readonly number[]> {
  const name = quoted(column);
  const kept = `from ${table} where ${name} is not null`;
  const [counted] = await session.rows<{ n: bigint }>(`select count(*) as "n" ${kept}`);
  const count = Number(counted?.n);
  if (count === 0 || probabilities.length === 0) return [];
  const places = probabilities.map((probability) => (count - 1) * probability);
  const ranks = [...new Set(places.flatMap((place) => [Math.floor(place), Math.ceil(place)]))];
  const at =
    ranks.length > FEW
      ? await sorted(session, { name, kept, ranks })
      : await selected(session, { name, kept, ranks, count });
  return places.map((place) => {
    const low = at.get(Math.floor(place)) as number;
    const high = at.get(Math.ceil(place)) as number;
    return low + (high - low) * (place - Math.floor(place));
  });
}

interface Ranks {
  readonly name: string;
  readonly kept: string;
  readonly ranks: readonly number[];
}

async function selected(session: Session, { name, kept, ranks, count }: Ranks & { readonly count: number }) {
  const fractions = ranks.map((rank) => ((rank + 0.5) / count).toFixed(15));
  const [row] = await session.rows<{ q: readonly number[] }>(
    `select quantile_disc(${name}, [${fractions.join(', ')}]) as "q" ${kept}`,
  );
  return new Map(ranks.map((rank, index) => [rank, row?.q[index] as number]));
}

async function sorted(session: Session, { name, kept, ranks }: Ranks) {
  const numbered = `select ${name} as "v", row_number() over (order by ${name}) - 1 as "r" ${kept}`;
  const rows = await session.rows<{ r: bigint; v: number }>(
    `select "r", "v" from (${numbered}) where "r" in (${ranks.join(', ')})`,
  );
  return new Map(rows.map(({ r, v }) => [Number(r), v]));
}
