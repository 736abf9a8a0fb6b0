import { join } from 'node:path';
import { digestOfFile, frozen } from '../../documents/index.js';
import type { GeneralisedTable } from '../../generalisation/index.js';
import type { QuasiIdentifierRows, WrittenTable } from '../data-engine.js';
import { fileLiteral, quoted } from '../sql/bindings.js';
import type { Workplace } from './assign.js';
import { sync } from './write.js';

/** Writes a row for each person who is not left out, sorted by what the rows read: their order tells nothing. */
export async function writeGeneralised(
  { session, tables }: Workplace,
  rows: QuasiIdentifierRows,
  { table, folder }: { readonly table: GeneralisedTable; readonly folder: string },
): Promise<WrittenTable> {
  const { names } = tables.quasiIdentifiers(rows);
  const { attributes, segments } = rows.combinations;
  const cells = keptCells(table, segments.length);
  const read = attributes.map((_, at) => {
    const labels = table.labels[at] as GeneralisedTable['labels'][number];
    return cells.map(({ class: one }) => labelText(labels, one, names[at] as readonly (readonly string[])[]));
  });
  const inSegment = cells.map(({ segment }) => segments[segment] as string);
  const made = session.fresh('generalised');
  tables.prepared(rows.assigned.prepared).tables.push(made);
  await session.appendTexts(
    made,
    [...read, inSegment],
    cells.map(({ people }) => people),
  );
  const columns = [...attributes.map(({ name }) => name), 'segment'].map((name, at) => `"v${at}" as ${quoted(name)}`);
  const everybody = `select ${columns.join(', ')} from (select *, unnest(range("n")) from ${made}) order by all`;
  const parquet = join(folder, 'k-anonymous.parquet');
  const csv = join(folder, 'k-anonymous.csv');
  await session.run(`copy (${everybody}) to ${fileLiteral(csv)} (format csv, header true)`);
  const digest = digestOfFile(csv);
  await session.run(`copy (${everybody}) to ${fileLiteral(parquet)} (format parquet)`);
  for (const path of [parquet, csv, folder]) await sync(path);
  return frozen({ rows: cells.reduce((sum, { people }) => sum + people, 0), digest: await digest });
}

interface Cell {
  readonly class: number;
  readonly segment: number;
  readonly people: number;
}

function keptCells({ classes, kept }: GeneralisedTable, segments: number): readonly Cell[] {
  return Array.from({ length: classes }, (_, one) =>
    Array.from({ length: segments }, (__, segment) => {
      return { class: one, segment, people: kept.counts[one * segments + segment] as number };
    }).filter(({ people }) => people > 0),
  ).flat();
}

function labelText(
  { level, from, to }: GeneralisedTable['labels'][number],
  one: number,
  names: readonly (readonly string[])[],
): string {
  const read = names[level[one] as number] as readonly string[];
  const first = read[from[one] as number] as string;
  return from[one] === to[one] ? first : `${first} to ${read[to[one] as number]}`;
}
