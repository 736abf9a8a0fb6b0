import { TILE_WIDTH } from './tile-tree.js';

/** `tile/<level>/<index>`, or `….p/<width>` for a partial tile; `entries` names bundles (C2SP tlog-tiles). */
export function tilePath(level: number | 'entries', index: number, width: number = TILE_WIDTH): string {
  const partial = width < TILE_WIDTH ? `.p/${width}` : '';
  return `tile/${level}/${indexPath(index)}${partial}`;
}

/** The folder in which the partial forms of a tile are published. */
export function partialsPath(level: number | 'entries', index: number): string {
  return `tile/${level}/${indexPath(index)}.p`;
}

/** Groups of three digits, all but the last with an `x` before them: 1234067 is `x001/x234/067`. */
function indexPath(index: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
}

/** Where a tile lies in a tree of `size` leaves. */
export interface TilePlace {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** The tiles of one level of a tree: the full ones, and the partial one when it is not empty. */
export function* tilesOfLevel(level: number, size: number): Generator<TilePlace> {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  const full = Math.floor(hashes / TILE_WIDTH);
  for (let index = 0; index < full; index += 1) yield { level, index, width: TILE_WIDTH };
  if (hashes % TILE_WIDTH > 0) yield { level, index: full, width: hashes % TILE_WIDTH };
}

/** Every hash tile of a tree, level by level. */
export function* tilesOfTree(size: number): Generator<TilePlace> {
  for (let level = 0; size >= TILE_WIDTH ** level; level += 1) yield* tilesOfLevel(level, size);
}
