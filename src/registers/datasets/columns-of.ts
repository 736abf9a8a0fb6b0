import type { Column, Dataset } from './dataset.schema.js';

/** Every column of a dataset by name: those of its source and those that its events are turned into. */
export function columnsOf({ columns, events }: Dataset): ReadonlyMap<string, Omit<Column, 'description'>> {
  const measures = (events ?? []).flatMap(({ perSubject }) => perSubject);
  return new Map([...columns, ...measures].map((column) => [column.name, column]));
}
