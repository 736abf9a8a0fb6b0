import type { SegmentProfile } from '../../engines/index.js';
import type { Verdict } from '../../stages/gates/index.js';
import { hiddenOf } from '../../stages/release/index.js';
import type { Parts } from '../parts.js';

/** The smallest ratio that may be shown: one of a hidden cell would give the cell away. */
export function smallestRatio({ fairness, permit }: Verdict): number | null {
  const ratios = fairness.traits
    .filter(({ ratioMin }) => ratioMin !== null)
    .flatMap((trait) => shownRatios(trait, permit.limits.cellSizeMin));
  return ratios.length === 0 ? null : Math.min(...ratios);
}

function shownRatios(trait: Verdict['fairness']['traits'][number], cellSizeMin: number) {
  const hidden = hiddenOf(trait, cellSizeMin);
  return trait.comparisons.flatMap(({ ratio, groups, segment: name }) =>
    ratio === null || groups.some((group) => hidden.cell(group, name) || hidden.total(group)) ? [] : [ratio],
  );
}

/** The mean over numeric features of between-segment variance by total variance (eta squared, Fisher 1925). */
export async function explained(
  { data }: Parts,
  { candidate, features }: Pick<Verdict, 'candidate' | 'features'>,
): Promise<number> {
  const profiles = await data.profile(candidate.segmentation.rows, features.granted, 1);
  const shares = features.granted.map((column) => etaSquared(column, profiles)).filter((share) => share !== null);
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function etaSquared(column: string, profiles: readonly SegmentProfile[]): number | null {
  const cells = profiles.flatMap(({ rows, features }) => {
    const feature = features.find((one) => one.column === column);
    const { mean, variance } = feature ?? { mean: null, variance: null };
    return mean === null || variance === null ? [] : [{ rows, mean, variance }];
  });
  const rows = cells.reduce((sum, cell) => sum + cell.rows, 0);
  const mean = cells.reduce((sum, cell) => sum + cell.rows * cell.mean, 0) / rows;
  const between = cells.reduce((sum, cell) => sum + cell.rows * (cell.mean - mean) ** 2, 0);
  const within = cells.reduce((sum, cell) => sum + cell.rows * cell.variance, 0);
  return rows === 0 || between + within === 0 ? null : between / (between + within);
}
