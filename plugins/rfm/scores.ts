import { type PluginColumn, Refusal } from 'probity/plugin';

/** Five scores need four edges. */
export const PROBABILITIES = [0.2, 0.4, 0.6, 0.8];

/**
 * The edges of the five scores of a column: each quantile (type 7) plus one, with half-open bins [lower, upper), as the
 * R package rfm takes them. Throws UNKNOWN_COLUMN or TOO_FEW_VALUES.
 */
export function edgesOf(
  column: string,
  columns: readonly PluginColumn[],
  quantiles: (column: string) => readonly number[],
): number[] {
  if (!columns.some(({ name }) => name === column)) throw new Refusal('UNKNOWN_COLUMN');
  const edges = quantiles(column).map((quantile) => quantile + 1);
  if (edges.length !== PROBABILITIES.length || !edges.every(Number.isFinite)) throw new Refusal('TOO_FEW_VALUES');
  return edges;
}

/** Scores that no value can have: where most customers bought once, several quantiles are the same number. */
export function emptyScores(edges: readonly number[]): number {
  return edges.filter((edge, at) => at > 0 && edge === edges[at - 1]).length;
}
