import type { DataEngine, GroupCounts } from '../../engines/index.js';
import { type CountTable, conditionalDisparity, countTable } from '../../measures/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { ProtectedTraits } from '../preparation/index.js';
import type { StratumFigures } from './trait-figures.js';

interface Counted {
  readonly candidate: ReleaseCandidate;
  readonly traits: ProtectedTraits;
  readonly cellSizeMin: number;
}

/** For every single trait, in order: what each declared ground leaves unexplained. */
export async function strataFigures(
  engine: DataEngine,
  { candidate, traits, cellSizeMin }: Counted,
  tables: readonly CountTable[],
): Promise<readonly (readonly StratumFigures[])[]> {
  const { strata, present, rows } = traits;
  const asked = present.flatMap(({ name }) => strata.map((stratum) => [name, stratum.coded]));
  const counted = strata.length === 0 ? [] : await engine.countSegments(candidate.rows, rows, asked);
  return present.map((_, at) =>
    strata.flatMap(({ name, coded }, place) => {
      const counts = counted[at * strata.length + place] as GroupCounts;
      return figuresOf(name, {
        counts,
        strata: rows.groups[coded]?.length ?? 0,
        table: tables[at] as CountTable,
        cellSizeMin,
      });
    }),
  );
}

interface Crossed {
  readonly counts: GroupCounts;
  readonly strata: number;
  /** The trait alone, whose names of groups and segments hold. */
  readonly table: CountTable;
  readonly cellSizeMin: number;
}

// A table too large to hold every combination is not split into strata, and says nothing.
function figuresOf(ground: string, { counts, strata, table, cellSizeMin }: Crossed): readonly StratumFigures[] {
  const { groups, segments } = table;
  if (counts.counts.length !== groups.length * strata) return [];
  const tables = Array.from({ length: strata }, (_, stratum) =>
    countTable(
      groups,
      segments,
      groups.map((_name, group) => counts.counts[group * strata + stratum] as readonly number[]),
    ),
  );
  const smallIn = segments.filter((_, at) => tables.some((one) => isSmall(one, at, cellSizeMin)));
  return [{ ground, smallIn, ...conditionalDisparity(tables) }];
}

/** A group of a stratum with too few people inside the segment, or outside it, could be worked back. */
function isSmall({ counts }: CountTable, at: number, cellSizeMin: number): boolean {
  return counts.some((row) => {
    const people = row.reduce((sum, count) => sum + count, 0);
    const inside = row[at] as number;
    return people > 0 && (inside < cellSizeMin || people - inside < cellSizeMin);
  });
}
