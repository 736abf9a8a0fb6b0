import { type DateUnit, levelOfDate } from './date-levels.js';

/** What every value becomes at the last level of every hierarchy. */
export const EVERYTHING = '*';
/** A value that the hierarchy does not know, below the last level. */
export const OTHER = 'other';
/** A missing value, below the last level: it is a value of its own. */
export const UNKNOWN = 'unknown';

/** A half-open band: from this number to where the next begins. */
export interface Band {
  readonly name: string;
  readonly from: number;
}

/**
 * How the values of one column become coarser, level by level, as somebody wrote it. Level 0 is the finest that can be
 * released. A last level at which everything is `*` is always there and need not be written.
 */
export type Hierarchy =
  /** One row for each value: the value itself, then its name at every coarser level. */
  | { readonly kind: 'values'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'bands'; readonly levels: readonly (readonly Band[])[] }
  | { readonly kind: 'dates'; readonly units: readonly DateUnit[] }
  /** How many characters from the right give way to `*`. */
  | { readonly kind: 'masked'; readonly characters: readonly number[] };

/** The names of values at every level of one hierarchy. */
export interface LevelNames {
  /** Names of a value from level 0 to the last, at which it is `*`; of null, names of a missing value. */
  of(value: string | null): readonly string[];
  /** Levels with the last one. */
  readonly levels: number;
}

/** Prepares a hierarchy that has no mistakes for naming values. Numbers and dates are given as text. */
export function levelNames(hierarchy: Hierarchy): LevelNames {
  const written = writtenLevels(hierarchy);
  const named = namer(hierarchy);
  return {
    levels: written + 1,
    of: (value) => {
      const names = value === null ? null : named(value);
      const missing = value === null ? UNKNOWN : OTHER;
      return [...(names ?? new Array<string>(written).fill(missing)).slice(0, written), EVERYTHING];
    },
  };
}

/** The levels that were written, without the last one at which everything is `*`. */
function writtenLevels(hierarchy: Hierarchy): number {
  switch (hierarchy.kind) {
    case 'values': {
      const width = hierarchy.rows[0]?.length ?? 0;
      const whole = width > 0 && hierarchy.rows.every((row) => row[width - 1] === EVERYTHING);
      return whole ? width - 1 : width;
    }
    case 'bands':
      return hierarchy.levels.length;
    case 'dates':
      return hierarchy.units.length;
    case 'masked':
      return hierarchy.characters.length;
  }
}

function namer(hierarchy: Hierarchy): (value: string) => readonly string[] | null {
  switch (hierarchy.kind) {
    case 'values': {
      const rows = new Map(hierarchy.rows.map((row) => [row[0] as string, row]));
      return (value) => rows.get(value) ?? null;
    }
    case 'bands':
      return (value) => bandNames(hierarchy.levels, value === '' ? Number.NaN : Number(value));
    case 'dates':
      return (value) => allOrNothing(hierarchy.units.map((unit) => levelOfDate(value, unit)));
    case 'masked':
      return (value) => hierarchy.characters.map((characters) => masked(value, characters));
  }
}

function bandNames(levels: readonly (readonly Band[])[], value: number): readonly string[] | null {
  return allOrNothing(levels.map((bands) => bands.findLast(({ from }) => value >= from)?.name ?? null));
}

// Characters as people count them, not halves of one.
function masked(value: string, characters: number): string {
  const all = [...value];
  const kept = Math.max(0, all.length - characters);
  return all.slice(0, kept).join('') + EVERYTHING.repeat(all.length - kept);
}

function allOrNothing(names: readonly (string | null)[]): readonly string[] | null {
  return names.every((name) => name !== null) ? names : null;
}
