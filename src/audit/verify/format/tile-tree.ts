import { perfectRoot, rootOfPeaks } from './merkle.js';

/** Hashes or entries in a full tile or bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
/** Tree levels that one tile spans. */
export const TILE_HEIGHT = 8;

/** A tile: up to 256 neighbouring hashes of one level. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly hashes: readonly Buffer[];
}

/**
 * A Merkle tree that only grows and remembers its right edge: per level the hashes of the tile that is not full.
 * INVARIANT: every kept row is shorter than a tile, and a partial tile is never hashed upward.
 */
export class TileTree {
  readonly #rows: Buffer[][] = [];
  #size = 0;

  /** Takes a tree up where its published right edge says; `rows[level]` are the hashes of that level's partial tile. */
  static resume(size: number, rows: readonly (readonly Buffer[])[]): TileTree {
    const tree = new TileTree();
    tree.#size = size;
    tree.#rows.push(...rows.map((row) => [...row]));
    return tree;
  }

  /** A tree of the same leaves that grows on its own. */
  clone(): TileTree {
    return TileTree.resume(this.#size, this.#rows);
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf hash and returns the tiles that it completed, lowest first. */
  append(leaf: Buffer): readonly Tile[] {
    const full: Tile[] = [];
    let hash = leaf;
    this.#size += 1;
    for (let level = 0; ; level += 1) {
      const row = this.#row(level);
      row.push(hash);
      if (row.length < TILE_WIDTH) return full;
      this.#rows[level] = [];
      full.push({ level, index: this.#size / TILE_WIDTH ** (level + 1) - 1, hashes: row });
      hash = perfectRoot(row);
    }
  }

  /** The partial tile of every level that has one. */
  edge(): readonly Tile[] {
    return this.#rows
      .map((row, level) => ({ level, index: Math.floor(this.#size / TILE_WIDTH ** (level + 1)), hashes: [...row] }))
      .filter(({ hashes }) => hashes.length > 0);
  }

  root(): Buffer {
    return rootOfPeaks(this.#rows.map(peaksOf).reverse().flat());
  }

  #row(level: number): Buffer[] {
    const row = this.#rows[level] ?? [];
    this.#rows[level] = row;
    return row;
  }
}

/** The perfect subtrees of one row, largest first: one for each bit of its length. */
function peaksOf(row: readonly Buffer[]): Buffer[] {
  const peaks: Buffer[] = [];
  let from = 0;
  for (let width = TILE_WIDTH / 2; width >= 1; width /= 2) {
    if ((row.length & width) === 0) continue;
    peaks.push(perfectRoot(row.slice(from, from + width)));
    from += width;
  }
  return peaks;
}
