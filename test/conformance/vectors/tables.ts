import { readFileSync } from 'node:fs';
import { type CountTable, countTable, selectionRates } from '../../../src/measures/index.js';
import { DATA } from '../../data-sets.js';

/** The lines of a file of a data set that hold something. */
export const lines = (file: string) =>
  readFileSync(`${DATA}${file}`, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');

/** Counts of two functions of a row; names in ascending order unless they are given. */
export function cross<Row>(
  rows: readonly Row[],
  group: (row: Row) => string,
  segment: (row: Row) => string,
): CountTable {
  const names = (of: (row: Row) => string) => [...new Set(rows.map(of))].sort();
  const [groups, segments] = [names(group), names(segment)];
  const counts = groups.map(() => segments.map(() => 0));
  const places = (list: readonly string[]) => new Map(list.map((name, at) => [name, at]));
  const [rowOf, columnOf] = [places(groups), places(segments)];
  for (const row of rows) {
    const cells = counts[rowOf.get(group(row)) as number] as number[];
    const at = columnOf.get(segment(row)) as number;
    cells[at] = (cells[at] as number) + 1;
  }
  return countTable(groups, segments, counts);
}

/** Reads once, and only when a test asks: collecting skipped tests must not read. */
export function lazily<Value>(read: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= read();
    return value;
  };
}

/** The disparity of one segment over the groups of a table. */
export const disparity = (table: CountTable, segment: string) =>
  selectionRates(table).segments.find((found) => found.segment === segment);

/** The band of a number by where bands begin. */
export const band = (value: number, from: readonly number[]) => from.filter((start) => value >= start).length;
