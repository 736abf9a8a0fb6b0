import type { CodedAttribute } from './coded-attribute.js';
import { generalisationError } from './generalisation.errors.js';

/** Distinct combinations of ground codes with the people of each in every segment. */
export interface Combinations {
  readonly attributes: readonly CodedAttribute[];
  /** `codes[attribute][combination]` */
  readonly codes: readonly Int32Array[];
  readonly segments: readonly string[];
  /** People by combination, then segment: `counts[combination * segments.length + segment]`. */
  readonly counts: Int32Array;
}

const COMBINATIONS_MAX = 1_000_000;
const CELLS_MAX = 20_000_000;

/** Adds up people of equal ground codes; `codes[attribute][row]`, a segment and a number of people for each row. */
export function combinationsOf(
  attributes: readonly CodedAttribute[],
  rows: { readonly codes: readonly Int32Array[]; readonly segment: Int32Array; readonly people: Int32Array },
  segments: readonly string[],
): Combinations {
  const { of, count } = distinctRows(rows.codes, attributes, rows.people.length);
  refuseSize(count, segments.length);
  const counts = new Int32Array(count * segments.length);
  const codes = attributes.map(() => new Int32Array(count));
  of.forEach((combination, row) => {
    const cell = combination * segments.length + (rows.segment[row] as number);
    counts[cell] = (counts[cell] as number) + (rows.people[row] as number);
    codes.forEach((column, at) => {
      column[combination] = rows.codes[at]?.[row] as number;
    });
  });
  return { attributes, codes, segments, counts };
}

export function combinationCount({ segments, counts }: Combinations): number {
  return segments.length === 0 ? 0 : counts.length / segments.length;
}

export function peopleIn({ counts }: Pick<Combinations, 'counts'>): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function distinctRows(codes: readonly Int32Array[], attributes: readonly CodedAttribute[], rows: number) {
  const keys = new Float64Array(rows);
  let size = 1;
  for (const [at, column] of codes.entries()) {
    const width = attributes[at]?.sizes[0] ?? 1;
    if (size * width > Number.MAX_SAFE_INTEGER) size = renumber(keys);
    for (let row = 0; row < rows; row++) keys[row] = (keys[row] as number) * width + (column[row] as number);
    size *= width;
  }
  const count = renumber(keys);
  return { of: new Int32Array(keys), count };
}

/** Replaces equal keys by one number each, in the order of their appearance; gives how many there are. */
function renumber(keys: Float64Array): number {
  const known = new Map<number, number>();
  for (const [at, key] of keys.entries()) {
    const code = known.get(key) ?? known.size;
    known.set(key, code);
    keys[at] = code;
  }
  return known.size;
}

function refuseSize(combinations: number, segments: number): void {
  if (combinations <= COMBINATIONS_MAX && combinations * segments <= CELLS_MAX) return;
  throw generalisationError('COMBINATIONS_TOO_MANY', {
    found: `${combinations} combinations in ${segments} segments`,
    expected: `at most ${COMBINATIONS_MAX} combinations and ${CELLS_MAX} of them with segments`,
    next: 'Release fewer columns, or let their hierarchies begin with a coarser level.',
  });
}
