import type { Bindings } from './bindings.js';

/**
 * The bin of a value as SQL: 1 + the number of edges that are <= it, by halving, so that many edges cost few
 * comparisons. NULL stays NULL. Edges ascend.
 */
export function printBin(value: string, edges: readonly number[], bindings: Bindings): string {
  return `case when ${value} is null then null else ${halved(value, edges, 0, bindings)} end`;
}

function halved(value: string, edges: readonly number[], below: number, bindings: Bindings): string {
  if (edges.length === 0) return String(below + 1);
  const middle = edges.length >> 1;
  const edge = bindings.bindDouble(edges[middle] as number);
  const low = halved(value, edges.slice(0, middle), below, bindings);
  const high = halved(value, edges.slice(middle + 1), below + middle + 1, bindings);
  return `case when ${value} >= ${edge} then ${high} else ${low} end`;
}
