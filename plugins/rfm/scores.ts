import { type PluginColumn, Refusal } from 'probity/plugin';

/** Five scores need four edges. */
const PROBABILITIES = [0.2, 0.4, 0.6, 0.8];

/** The quantiles that the scores of a column need. Throws UNKNOWN_COLUMN or WRONG_TYPE, before any data is read. */
export function quantilesWanted(column: string, columns: readonly PluginColumn[]) {
  const type = columns.find(({ name }) => name === column)?.type;
  if (type === undefined) throw new Refusal('UNKNOWN_COLUMN');
  if (type !== 'number') throw new Refusal('WRONG_TYPE');
  return { column, probabilities: PROBABILITIES };
}

/**
 * The edges of the five scores of a column: each quantile (type 7) plus one, with half-open bins [lower, upper), as the
 * R package rfm takes them. Throws TOO_FEW_VALUES.
 */
export function edgesOf(quantiles: readonly number[]): readonly number[] {
  const edges = quantiles.map((quantile) => quantile + 1);
  if (edges.length !== PROBABILITIES.length || !edges.every(Number.isFinite)) throw new Refusal('TOO_FEW_VALUES');
  return edges;
}

/** Scores that no value can have: where most customers bought once, several quantiles are the same number. */
export function emptyScores(edges: readonly number[]): number {
  return edges.filter((edge, at) => at > 0 && edge === edges[at - 1]).length;
}
