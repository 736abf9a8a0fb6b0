import { frozen } from '../../documents/index.js';
import type { DataEngine, SetCounts, SourceSurvey } from '../../engines/index.js';
import type { ColumnFinding } from '../columns/index.js';

/** How well a set of columns tells rows apart (Motwani and Xu 2007), over the rows that were looked at. */
export interface ScoredSet {
  readonly columns: readonly string[];
  /** Distinct combinations by rows: 1 where every row has its own. */
  readonly distinction: number;
  /** The share of pairs of rows that differ. */
  readonly separation: number;
  /** The share of rows that nobody shares their combination with. */
  readonly unique: number;
}

export interface ColumnSets {
  readonly rows: number;
  /** Columns that were scored, and those that were left out of larger sets because they are too many. */
  readonly candidates: readonly string[];
  readonly leftOut: readonly string[];
  /** The best of each size, the best first; a larger set stands here only where it tells more than its parts. */
  readonly sets: readonly ScoredSet[];
}

/** Singles are cheap; more columns in larger sets would make hundreds of passes. */
const SINGLES_MAX = 40;
const CANDIDATES_MAX = 10;
const SIZE_MAX = 3;
const SHOWN = 5;
const UNKNOWN_DISTINCT_MAX = 100;
/** From this distinction on a column tells nearly everybody apart by itself, and any set with it does. */
const ALONE = 0.9;
/** Where there are more rows, about as many are looked at. */
const LOOK = { rowsMax: 200_000, seed: 1 } as const;

/**
 * Scores sets of up to three quasi-identifiers. Direct identifiers, constants and free text are in none.
 */
export async function scoreColumnSets(
  data: Pick<DataEngine, 'countSets'>,
  survey: SourceSurvey,
  findings: readonly ColumnFinding[],
): Promise<ColumnSets> {
  const count = async (sets: readonly (readonly string[])[]) =>
    sets.length === 0
      ? []
      : (await data.countSets(survey, { sets, ...LOOK })).map((one) => ({ rows: one.rows, set: scored(one) }));
  const known = [...findings].filter(isCandidate).sort((a, b) => weight(a) - weight(b) || b.distinct - a.distinct);
  const singles = await count(known.slice(0, SINGLES_MAX).map(({ name }) => [name]));
  const joined = singles.filter(({ set }) => set.distinction < ALONE).flatMap(({ set }) => set.columns);
  const larger = await count(largerSetsOf(joined.slice(0, CANDIDATES_MAX)));
  return frozen({
    rows: singles[0]?.rows ?? 0,
    candidates: singles.flatMap(({ set }) => set.columns),
    leftOut: [...joined.slice(CANDIDATES_MAX), ...known.slice(SINGLES_MAX).map(({ name }) => name)],
    sets: bestOf([...singles, ...larger].map(({ set }) => set)),
  });
}

// Of a column of which nothing is known, few values may be known to others; an amount with many is nobody's knowledge.
function isCandidate({ severity, certainty, distinct, filled, categories }: ColumnFinding): boolean {
  if (distinct < 2 || filled === 0) return false;
  if (severity === 'direct-identifier') return false;
  if (severity === 'quasi-identifier' || severity === 'special-category') return true;
  return certainty === 'nothing' && categories.length === 0 && distinct <= UNKNOWN_DISTINCT_MAX;
}

function weight({ severity }: ColumnFinding): number {
  return severity === 'quasi-identifier' ? 0 : severity === 'special-category' ? 1 : 2;
}

/** Every set of two and three columns, in order. */
function largerSetsOf(names: readonly string[]): readonly (readonly string[])[] {
  const grown = (sets: readonly (readonly string[])[]): readonly (readonly string[])[] =>
    sets.flatMap((set) => names.slice(names.indexOf(set.at(-1) as string) + 1).map((name) => [...set, name]));
  const all: (readonly (readonly string[])[])[] = [names.map((name) => [name])];
  for (let size = 2; size <= SIZE_MAX; size++) all.push(grown(all.at(-1) as readonly (readonly string[])[]));
  return all.slice(1).flat();
}

function scored({ columns, rows, classes, unique, equalPairs }: SetCounts): ScoredSet {
  const pairs = (rows * (rows - 1)) / 2;
  const share = (count: number) => (rows === 0 ? 0 : count / rows);
  return {
    columns,
    distinction: share(classes),
    separation: pairs === 0 ? 0 : 1 - equalPairs / pairs,
    unique: share(unique),
  };
}

function bestOf(sets: readonly ScoredSet[]): readonly ScoredSet[] {
  const byName = new Map(sets.map((set) => [set.columns.join('\n'), set]));
  const adds = ({ columns, distinction }: ScoredSet) =>
    columns.length === 1 ||
    columns.every(
      (left) => distinction > (byName.get(columns.filter((name) => name !== left).join('\n'))?.distinction ?? 0),
    );
  return Array.from({ length: SIZE_MAX }, (_, at) =>
    sets
      .filter((set) => set.columns.length === at + 1 && adds(set))
      .sort((a, b) => b.unique - a.unique || b.separation - a.separation)
      .slice(0, SHOWN),
  ).flat();
}
