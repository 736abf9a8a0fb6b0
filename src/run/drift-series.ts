import { assessDrift, type DriftReport } from '../stages/fairness/index.js';
import { earlierReach, type KeptReach, pluginOf, type Series } from './earlier-reach.js';
import type { Parts } from './parts.js';
import { familyOf } from './run-records.js';

/** Which segmentations to look at; every destination and plugin where none is named. */
export type DriftAsk = Pick<Series, 'dataset' | 'purpose'> & {
  readonly destination?: string | undefined;
  readonly plugin?: string | undefined;
};

/** The charts of one segmentation, as they stood with its newest released run. */
export interface DriftSeries extends Pick<Series, 'destination' | 'plugin'> {
  readonly drift: DriftReport;
  /** What policy allowed the newest run, in standard errors; null where none spoke of it. */
  readonly limit: number | null;
}

/** The charts of every segmentation of a dataset for a purpose that was released. */
export async function driftSeries(parts: Parts, ask: DriftAsk): Promise<readonly DriftSeries[]> {
  const destinations = ask.destination === undefined ? [...parts.registers.destinations.keys()] : [ask.destination];
  const found: DriftSeries[] = [];
  for (const destination of destinations) {
    for (const plugin of await pluginsOf(parts, { ...ask, destination })) {
      const kept = await earlierReach(parts, { ...ask, destination, plugin }, RUNS_MAX);
      const newest = kept.at(-1);
      if (newest !== undefined) found.push({ destination, plugin, ...chartsOf(kept, newest) });
    }
  }
  return found;
}

/** As many runs as a base may have, so that none of it is left out. */
const RUNS_MAX = 100;

async function pluginsOf(
  { records }: Parts,
  { plugin, ...of }: Pick<Series, 'dataset' | 'purpose' | 'destination'> & { readonly plugin?: string | undefined },
): Promise<readonly string[]> {
  if (plugin !== undefined) return [plugin];
  return [...new Set((await records.ofFamily(familyOf(of))).map(pluginOf))].sort();
}

function chartsOf(kept: readonly KeptReach[], { limits }: KeptReach): Pick<DriftSeries, 'drift' | 'limit'> {
  return { drift: assessDrift(kept, limits), limit: limits.driftMax };
}
