import type { FeaturePlan } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import { printBin } from '../sql/print-bin.js';
import { exactQuantiles } from './quantiles.js';
import type { Session } from './session.js';

/** Rounding and buckets as SQL; a bucket stands as its middle. Quantile bins wait until the kept rows are known. */
export function printMask(value: string, mask: FeaturePlan['mask']): string {
  switch (mask?.kind) {
    case 'round':
      return `round(${value} / ${number(mask.to)}) * ${number(mask.to)}`;
    case 'bucket':
      return `floor(${value} / ${number(mask.width)}) * ${number(mask.width)} + ${number(mask.width / 2)}`;
    case 'quantiles':
    case undefined:
      return value;
  }
}

/** Replaces features that are masked by quantiles by the number of their bin (1 and up), over the kept rows. */
export async function bandFeatures(session: Session, table: string, features: readonly FeaturePlan[]): Promise<string> {
  const masked = features.filter(({ mask }) => mask?.kind === 'quantiles');
  if (masked.length === 0) return table;
  const bindings = new Bindings();
  const columns: string[] = [];
  for (const { column, mask } of masked) {
    if (mask?.kind !== 'quantiles') continue;
    const { bins } = mask;
    const inner = Array.from({ length: bins - 1 }, (_, at) => (at + 1) / bins);
    const edges = await exactQuantiles(session, { table, column }, inner);
    columns.push(`cast(${printBin(quoted(column), edges, bindings)} as double) as ${quoted(column)}`);
  }
  const banded = session.fresh('prepared');
  await session.run(`create temp table ${banded} as select * replace (${columns.join(', ')}) from ${table}`, bindings);
  await session.run(`drop table ${table}`);
  return banded;
}

// A mask is a setting of a policy, not a value of a person.
function number(value: number): string {
  return `cast(${value} as double)`;
}
