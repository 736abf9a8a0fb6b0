import type { DataEngine, GroupSums } from '../../engines/index.js';
import {
  type CountTable,
  type DistanceFairness,
  distanceFairness,
  type IndividualConsistency,
  individualConsistency,
} from '../../measures/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { Features, ProtectedTraits } from '../preparation/index.js';

/** As many as AIF360 looks at. */
const NEIGHBOURS = 5;

export interface Nearness {
  readonly distance: DistanceFairness | null;
  readonly consistency: IndividualConsistency | null;
}

interface Looked {
  readonly features: Features;
  readonly candidate: ReleaseCandidate;
  readonly traits: ProtectedTraits;
  readonly confidence: number;
}

/**
 * For every table, in order: how near people are to the centres of their segments, and for single traits whether people
 * who are alike are treated alike.
 */
export async function findNearness(
  engine: DataEngine,
  { features, candidate, traits, confidence }: Looked,
  counted: readonly { readonly traits: readonly string[]; readonly table: CountTable }[],
): Promise<readonly Nearness[]> {
  const { model } = candidate.segmentation;
  const tables = counted.map((one) => one.traits);
  const distances =
    model?.form === 'centroids' ? await engine.sumDistances(candidate.rows, traits.rows, { model, tables }) : [];
  const numbers = numbersOf(features);
  const single = tables.filter((names) => names.length === 1);
  const ask = { features: numbers, neighbours: NEIGHBOURS, tables: single };
  const shared =
    numbers.length > 0 && single.length > 0 ? await engine.countNeighbours(candidate.rows, traits.rows, ask) : [];
  return counted.map(({ table }, at) => {
    const [far, near] = [named(distances[at], table), named(shared[at], table)];
    return {
      distance: far && distanceFairness(far, confidence),
      consistency:
        near &&
        individualConsistency({
          neighbours: NEIGHBOURS,
          groups: near.map(({ sum, ...one }) => ({ ...one, same: sum })),
          confidence,
        }),
    };
  });
}

function numbersOf({ rows, granted }: Features): readonly string[] {
  const numeric = rows.plan.features.filter(({ type }) => type === 'integer' || type === 'decimal');
  return numeric.map(({ column }) => column).filter((column) => granted.includes(column));
}

/** With the names of the table, of which rare ones are taken out; null where the groups are not the same ones. */
function named(sums: GroupSums | undefined, table: CountTable): GroupSums['groups'] | null {
  if (sums === undefined || sums.groups.length !== table.groups.length) return null;
  return sums.groups.map((one, at) => ({ ...one, group: table.groups[at] as string }));
}
