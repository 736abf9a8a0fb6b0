import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { type CountTable, sumOf } from '../count-table/index.js';
import { defineMeasure } from '../measure.js';
import { type Arc, cheapestDetour, type FlowNetwork, flowNetwork } from './flow-network.js';

/** What `hideSmallCells` gives. */
export const HiddenCellsSchema = Type.Object(
  {
    /** One row per group and one more for segment totals; in each the last column is the group total. */
    hidden: Type.Array(Type.Array(Type.Boolean())),
    /** Hidden because they are small. */
    primary: Type.Integer({ minimum: 0 }),
    /** Hidden so that a small one cannot be worked out. */
    complementary: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);
export interface HiddenCells {
  readonly hidden: readonly (readonly boolean[])[];
  readonly primary: Static<typeof HiddenCellsSchema>['primary'];
  readonly complementary: Static<typeof HiddenCellsSchema>['complementary'];
}

/** A place in a table with its margins. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/**
 * Hides every cell and total under the minimum, and as many more as it takes that no hidden one follows from what is
 * shown. A cell of 0 is hidden too: that nobody of a group is in a segment tells something of everybody in the group.
 * Rows and columns of groups and segments without people stay.
 */
export function hideSmallCells(table: CountTable, cellMin: number): HiddenCells {
  const network = flowNetwork(table);
  const hidden = new Set(network.arcs.filter((arc) => !arc.structuralZero && arc.flow < cellMin));
  const primary = hidden.size;
  for (const arc of [...hidden]) {
    if (!follows(network, hidden, arc)) continue;
    const detour = cheapestDetour(network, arc, priceOf(network, hidden));
    for (const companion of detour?.arcs ?? []) hidden.add(companion);
  }
  return frozen({ hidden: maskOf(table, network, hidden), primary, complementary: hidden.size - primary });
}

/** The hidden places whose count follows from the shown ones and from counts not being negative. */
export function recoverable(table: CountTable, hidden: HiddenCells['hidden']): readonly Place[] {
  const network = flowNetwork(table);
  const arcs = new Set(network.arcs.filter(({ row, column }) => hidden[row]?.[column]));
  return [...arcs].filter((arc) => follows(network, arcs, arc)).map(({ row, column }) => ({ row, column }));
}

/**
 * Segments to hide when sizes are published with their total: those under the minimum, and the smallest others until
 * the hidden people together are enough. Empty segments hide nobody.
 */
export function hideSmallSegments(sizes: readonly number[], sizeMin: number): readonly boolean[] {
  const hidden = sizes.map((size) => size > 0 && size < sizeMin);
  if (!hidden.includes(true)) return frozen(hidden);
  const others = sizes.map((size, at) => ({ size, at })).filter(({ size, at }) => size > 0 && !hidden[at]);
  const sum = () => sumOf(sizes.filter((_, at) => hidden[at]));
  for (const { at } of others.sort((a, b) => a.size - b.size)) {
    if (sum() >= sizeMin) break;
    hidden[at] = true;
  }
  return frozen(hidden);
}

function follows(network: FlowNetwork, hidden: ReadonlySet<Arc>, arc: Arc): boolean {
  return cheapestDetour(network, arc, (other) => (hidden.has(other) ? 0 : Number.POSITIVE_INFINITY)) === null;
}

// Hiding few people is cheap; a total is dearer than any cell, and the total of all dearest.
function priceOf({ arcs }: FlowNetwork, hidden: ReadonlySet<Arc>): (arc: Arc) => number {
  const all = arcs.at(-1) as Arc;
  return (arc) => {
    if (hidden.has(arc)) return 0;
    if (arc.structuralZero) return Number.POSITIVE_INFINITY;
    if (arc === all) return (all.flow + 1) * arcs.length ** 2;
    return arc.margin ? (all.flow + 1) * arcs.length : arc.flow + 1;
  };
}

function maskOf(table: CountTable, { arcs }: FlowNetwork, hidden: ReadonlySet<Arc>): boolean[][] {
  const mask = Array.from({ length: table.groups.length + 1 }, () =>
    new Array<boolean>(table.segments.length + 1).fill(false),
  );
  for (const arc of arcs) (mask[arc.row] as boolean[])[arc.column] = hidden.has(arc);
  return mask;
}

export const cellSuppressionMeasure = defineMeasure({
  name: 'cell-suppression',
  title: 'Cells that may not be shown',
  needs: 'group x segment counts and a minimum',
  direction: 'no-direction',
  resultSchema: HiddenCellsSchema,
  measure: ({ table, cellMin }: { readonly table: CountTable; readonly cellMin: number }) =>
    hideSmallCells(table, cellMin),
});
