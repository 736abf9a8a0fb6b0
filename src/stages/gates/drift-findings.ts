import type { Limits } from '../decision/index.js';
import type { DriftReport } from '../fairness/index.js';
import type { Finding } from './verdict.js';

/**
 * Groups that are reached otherwise than by the first runs of the segmentation, and less evenly. Where no policy says how
 * far is too far, the charts are shown and nothing is judged by them.
 */
export function driftFindings({ charts }: DriftReport, { driftMax, onDrift }: Limits): readonly Finding[] {
  if (driftMax === null) return [];
  return charts
    .filter(({ state }) => state === 'apart')
    .map(({ trait, segment, groups, points, hidden }) => {
      const { smoothed, low, high } = points.at(-1) ?? {};
      const figures = hidden || typeof smoothed !== 'number' ? {} : { found: smoothed };
      const limits =
        hidden || typeof low !== 'number' || typeof high !== 'number' ? {} : { interval: [low, high] as const };
      const code = 'REACH_DRIFTED';
      return { code, consequence: onDrift, subject: trait, segment, groups, ...figures, ...limits, limit: driftMax };
    });
}
