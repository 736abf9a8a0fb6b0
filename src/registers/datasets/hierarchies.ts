import type { Hierarchy } from '../../generalisation/index.js';
import type { AuthoredHierarchy, Dataset } from './dataset.schema.js';

/** The ways in which a hierarchy may be written; a file is read into `values`. */
export const HIERARCHY_KINDS = ['values', 'bands', 'dates', 'masked'] as const;
export type HierarchyKind = (typeof HIERARCHY_KINDS)[number];

/** The column types that each kind is for. */
export const TYPES_OF_KIND: Readonly<Record<HierarchyKind, readonly string[]>> = {
  values: ['text', 'integer', 'boolean'],
  bands: ['integer', 'decimal'],
  dates: ['date', 'timestamp'],
  masked: ['text'],
};

/** A hierarchy as it was written, in the form that recodes; null where it says how in no way. */
export function authoredHierarchy({ values, bands, dates, masked }: AuthoredHierarchy): Hierarchy | null {
  if (values) return { kind: 'values', rows: values };
  if (bands) return { kind: 'bands', levels: bands };
  if (dates) return { kind: 'dates', units: dates };
  return masked ? { kind: 'masked', characters: masked } : null;
}

/** How a column of a checked dataset becomes coarser; null where nobody said. */
export function hierarchyOf({ hierarchies }: Dataset, column: string): Hierarchy | null {
  const found = hierarchies?.find((one) => one.column === column);
  return found ? authoredHierarchy(found) : null;
}
