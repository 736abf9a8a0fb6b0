import type { Reach } from '../stages/fairness/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';
import type { Parts } from './parts.js';
import { familyOf, type RunRow } from './run-records.js';

/** The most runs of a chart, the one that is judged left out; what lies further back than that has no weight any more. */
const CHARTED_MAX = 60;

/** What the state keeps of a judged run for the charts of later ones. */
export interface KeptReach extends Reach {
  /** Whether it lay outside the limits of a policy: who releases it all the same has looked at it again. */
  readonly drifted: boolean;
  /** What the charts of the run went by. */
  readonly limits: { readonly driftMax: number | null; readonly driftRuns: number };
}

/** What successive runs of one segmentation have in common. */
export type Series = Pick<SegmentationRequest, 'dataset' | 'purpose' | 'destination' | 'plugin'>;

/**
 * The released runs of one segmentation (the same dataset, purpose, destination and plugin), oldest first, from the last
 * one on that a person released although it had drifted: that person has looked, and what was found is ordinary now.
 */
export async function earlierReach(
  { records }: Pick<Parts, 'records'>,
  series: Series,
  driftRuns: number,
): Promise<readonly KeptReach[]> {
  const rows = (await records.ofFamily(familyOf(series))).filter((row) => pluginOf(row) === series.plugin);
  const kept = rows.flatMap((row) => keptIn(row));
  const reviewed = kept.findLastIndex(({ row, reach }) => reach.drifted && row.expires_at !== null);
  const since = kept.slice(Math.max(0, reviewed)).map(({ reach }) => reach);
  const base = since.slice(0, driftRuns);
  return [...base, ...since.slice(base.length).slice(-CHARTED_MAX)];
}

function keptIn(row: RunRow): readonly { readonly row: RunRow; readonly reach: KeptReach }[] {
  const { state, reach } = row;
  return state !== 'released' || reach === null ? [] : [{ row, reach: JSON.parse(reach) as KeptReach }];
}

/** The plugin of a run, from what was asked. */
export function pluginOf({ asked }: Pick<RunRow, 'asked'>): string {
  return (JSON.parse(asked) as { readonly plugin: string }).plugin;
}
