import { DATE_UNITS } from './date-levels.js';
import { type Band, EVERYTHING, type Hierarchy } from './hierarchy.js';

/** One mistake of a hierarchy: where in it, what was found and what was expected. */
export interface HierarchyMistake {
  /** `['rows', row, level]`, `['levels', level, band]`, `['units', at]` or `['characters', at]`, or a part of one. */
  readonly path: readonly (string | number)[];
  readonly found: string;
  readonly expected: string;
}

const VALUES_MAX = 100_000;
const LEVELS_MAX = 20;
const MASKED_MAX = 100;

/** All mistakes of a hierarchy at once; none means that every level coarsens the one below. */
export function hierarchyMistakes(hierarchy: Hierarchy): readonly HierarchyMistake[] {
  switch (hierarchy.kind) {
    case 'values':
      return valueMistakes(hierarchy.rows);
    case 'bands':
      return bandMistakes(hierarchy.levels);
    case 'dates': {
      const ranks = hierarchy.units.map((unit) => DATE_UNITS.indexOf(unit));
      return [
        ...countMistakes(['units'], ranks),
        ...risingMistakes(['units'], ranks, 'a unit coarser than the one before'),
      ];
    }
    case 'masked': {
      const { characters } = hierarchy;
      const rising = risingMistakes(['characters'], characters, 'more characters than in the level before');
      return [...countMistakes(['characters'], characters), ...characters.flatMap(maskedMistake), ...rising];
    }
  }
}

function countMistakes(path: HierarchyMistake['path'], levels: readonly unknown[]): HierarchyMistake[] {
  if (levels.length > 0 && levels.length <= LEVELS_MAX) return [];
  return [{ path, found: `${levels.length} levels`, expected: `1 to ${LEVELS_MAX} levels` }];
}

function risingMistakes(path: HierarchyMistake['path'], ranks: readonly number[], expected: string) {
  return ranks.flatMap((rank, at) =>
    at > 0 && rank <= (ranks[at - 1] as number)
      ? [{ path: [...path, at], found: 'a level that is no coarser', expected }]
      : [],
  );
}

function maskedMistake(count: number, at: number): HierarchyMistake[] {
  if (Number.isInteger(count) && count >= 0 && count <= MASKED_MAX) return [];
  return [
    { path: ['characters', at], found: `${count} characters`, expected: `a whole number from 0 to ${MASKED_MAX}` },
  ];
}

function bandMistakes(levels: readonly (readonly Band[])[]): HierarchyMistake[] {
  return [
    ...countMistakes(['levels'], levels),
    ...levels.flatMap((bands, level) => [
      ...(bands.length === 0 ? [{ path: ['levels', level], found: 'no bands', expected: 'at least one band' }] : []),
      ...bands.flatMap((_, at) => bandMistake(bands, level, at)),
      ...(level === 0 ? [] : borderMistakes(levels[level - 1] as readonly Band[], bands, level)),
    ]),
  ];
}

function bandMistake(bands: readonly Band[], level: number, at: number): HierarchyMistake[] {
  const { name, from } = bands[at] as Band;
  const path = ['levels', level, at];
  const before = bands[at - 1];
  return [
    ...(Number.isFinite(from) && (!before || from > before.from)
      ? []
      : [{ path: [...path, 'from'], found: 'a band out of order', expected: 'rising numbers' }]),
    ...(bands.findIndex((band) => band.name === name) === at
      ? []
      : [{ path: [...path, 'name'], found: `'${name}' again`, expected: 'another name' }]),
    ...(name === EVERYTHING
      ? [{ path: [...path, 'name'], found: `'${EVERYTHING}'`, expected: 'a name of its own' }]
      : []),
  ];
}

// A border that the finer level lacks would cut one of its bands in two.
function borderMistakes(finer: readonly Band[], bands: readonly Band[], level: number): HierarchyMistake[] {
  const borders = new Set(finer.map(({ from }) => from));
  const cut = bands.flatMap(({ from }, at) =>
    borders.has(from)
      ? []
      : [{ path: ['levels', level, at, 'from'], found: `${from}`, expected: 'a border of the level below' }],
  );
  if (bands.length === 0 || finer.length === 0 || bands[0]?.from === finer[0]?.from) return cut;
  const expected = `${finer[0]?.from}, where the level below begins`;
  return [...cut, { path: ['levels', level, 0, 'from'], found: `${bands[0]?.from}`, expected }];
}

function valueMistakes(rows: readonly (readonly string[])[]): HierarchyMistake[] {
  const width = rows[0]?.length ?? 0;
  if (rows.length === 0 || rows.length > VALUES_MAX) {
    return [{ path: ['rows'], found: `${rows.length} values`, expected: `1 to ${VALUES_MAX} values` }];
  }
  const seen = new Set<string>();
  const rowMistakes = rows.flatMap((row, at) => {
    const again = seen.has(row[0] ?? '');
    seen.add(row[0] ?? '');
    return [
      ...(row.length === width
        ? []
        : [{ path: ['rows', at], found: `${row.length} levels`, expected: `${width}, as above` }]),
      ...(again ? [{ path: ['rows', at, 0], found: 'a value again', expected: 'every value once' }] : []),
      ...row.flatMap((name, level) => nameMistake(name, at, level, level === row.length - 1)),
    ];
  });
  return [...countMistakes(['rows'], rows[0] ?? []), ...rowMistakes, ...coarseningMistakes(rows, width)];
}

function nameMistake(name: string, row: number, level: number, last: boolean): HierarchyMistake[] {
  const path = ['rows', row, level];
  if (name === '') return [{ path, found: 'no name', expected: 'a name at every level' }];
  if (name !== EVERYTHING || last) return [];
  return [{ path, found: `'${EVERYTHING}' below the last level`, expected: 'a name' }];
}

/** What has one name at a level has one name at every coarser level. */
function coarseningMistakes(rows: readonly (readonly string[])[], width: number): HierarchyMistake[] {
  const mistakes: HierarchyMistake[] = [];
  for (let level = 1; level < width; level++) {
    const above = new Map<string, string>();
    rows.forEach((row, at) => {
      const name = row[level - 1];
      const coarser = row[level];
      if (name === undefined || coarser === undefined) return;
      const first = above.get(name) ?? coarser;
      above.set(name, first);
      if (first === coarser) return;
      const path = ['rows', at, level];
      mistakes.push({ path, found: `'${coarser}' for what is '${first}' above`, expected: `'${first}'` });
    });
  }
  return mistakes;
}
