import { frozen } from '../../documents/index.js';
import type { DataEngine, Thinning } from '../../engines/index.js';
import type { ProtectedTraits } from '../preparation/index.js';
import type { Segmentation } from '../segmentation/index.js';
import { reweighed } from './weights.js';

/** Has the plugin segment again, from a sample in which groups and the segments that it made are independent. */
export async function segmentedByWeight(
  engine: DataEngine,
  {
    segmentation,
    traits,
    trait,
  }: {
    readonly segmentation: Segmentation;
    readonly traits: ProtectedTraits;
    readonly trait: string;
  },
  again: (thinning: Thinning) => Promise<Segmentation>,
): Promise<Segmentation> {
  const { rows } = segmentation;
  const [table] = await engine.countSegments(rows, traits.rows, [[trait]]);
  const counts = (table?.counts ?? []).map((row) => row.slice(0, rows.segments.length));
  const { weights, shares, effective } = reweighed(counts);
  const next = await again({ assigned: rows, traits: traits.rows, trait, shares });
  const groups = traits.rows.groups[trait] as readonly string[];
  const segments = rows.segments.map(({ name }) => name);
  const mitigated = { kind: 'reweighing', trait, groups, segments, weights, effective };
  return frozen({ ...next, mitigated }) as unknown as Segmentation;
}
