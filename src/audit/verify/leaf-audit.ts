import {
  decodeTile,
  HASH_BYTES,
  leafHash,
  readBundle,
  TILE_WIDTH,
  type Tile,
  TileTree,
  tilePath,
} from './format/index.js';
import { type FoundFile, readPart } from './log-files.js';
import type { RunLedger } from './run-ledger.js';
import type { Fault } from './verification.js';

const LENGTH_BYTES = 2;

/** One way to read the log: a tree, and what in the files contradicts it. */
interface Reading {
  readonly tree: TileTree;
  readonly faults: Fault[];
}

/**
 * Hashes the entries into one tree and, from where the published leaf hashes differ, these into a second one.
 * Whichever leads to the signed root is the truth, and the other side is what was changed.
 */
export class LeafAudit {
  readonly #byEntries: Reading = { tree: new TileTree(), faults: [] };
  #byTiles: Reading | undefined;
  readonly #missing: Fault[] = [];
  #rootThen: Buffer | undefined;

  constructor(
    private readonly folder: string,
    private readonly runs: RunLedger,
    /** The size at which the root is wanted for a comparison with an older checkpoint. */
    private readonly then: number | undefined,
  ) {
    if (then === 0) this.#rootThen = this.#byEntries.tree.root();
  }

  get rootThen(): Buffer | undefined {
    return this.#rootThen;
  }

  /** Takes a bundle of `width` entries and the level-0 tile over them. */
  async takeBundle(index: number, width: number): Promise<void> {
    const bundle = await readPart(this.folder, 'entries', index, width);
    const tile = await readPart(this.folder, 0, index, width);
    const first = this.#byEntries.tree.size;
    if (!bundle) this.#missing.push(missing('bundle', tilePath('entries', index, width), first));
    if (!tile) this.#missing.push(missing('tile', tilePath(0, index, width), first));
    const published = tile && this.#publishedHashes(tile, first, width);
    const hashed = bundle && this.#hashEntries(bundle, first, width, published);
    const leaves = hashed ?? published;
    if (!leaves) return;
    this.#compareLeaves(bundle, tile, first, leaves, published ?? leaves);
    await this.#grow(leaves, published ?? leaves);
  }

  /** Takes the partial tiles above level 0. */
  async takeEdge(): Promise<void> {
    for (const reading of this.#readings()) {
      for (const tile of reading.tree.edge()) if (tile.level > 0) await this.#compareTile(reading, tile);
    }
  }

  /** What is wrong, judged by the reading that leads to the signed root. */
  faultsAgainst(root: Buffer, checkpoint: string): readonly Fault[] {
    const trusted = this.#readings().find(({ tree }) => tree.root().equals(root));
    if (trusted) return [...this.#missing, ...trusted.faults];
    const { tree, faults } = this.#byTiles ?? this.#byEntries;
    const says = `neither the entries nor the leaf hashes lead to the signed root of ${tree.size} entries`;
    const unexplained = this.#missing.length === 0 ? [{ kind: 'root', where: checkpoint, says } as const] : [];
    return [...this.#missing, ...faults, ...unexplained];
  }

  #readings(): readonly Reading[] {
    return this.#byTiles ? [this.#byEntries, this.#byTiles] : [this.#byEntries];
  }

  #publishedHashes({ path, bytes }: FoundFile, first: number, width: number): readonly Buffer[] | undefined {
    const wanted = tileBytes(path, width);
    if (bytes.length === wanted) return decodeTile(bytes).slice(0, width);
    const says = `it has ${bytes.length} bytes instead of ${wanted}`;
    this.#missing.push({ kind: 'tile', where: path, index: first, says });
    return undefined;
  }

  #hashEntries(
    { path, bytes }: FoundFile,
    first: number,
    width: number,
    published: readonly Buffer[] | undefined,
  ): readonly Buffer[] | undefined {
    const { entries, end } = readBundle(bytes);
    const hashes = entries.slice(0, width).map(leafHash);
    const whole = entries.length === width && end === bytes.length;
    // A partial width may be read from the full bundle that replaced it.
    if (whole || (entries.length > width && !path.includes('.p/'))) {
      for (const [at, entry] of entries.slice(0, width).entries()) this.runs.take(entry, first + at, path);
      return hashes;
    }
    const wrong = published ? hashes.findIndex((hash, at) => !published[at]?.equals(hash)) : -1;
    const at = wrong < 0 ? Math.min(hashes.length, width - 1) : wrong;
    const says = `it does not hold ${width} whole entries; the first that is wrong is entry ${first + at}`;
    this.#missing.push({ kind: 'bundle', where: path, index: first + at, byte: startOf(entries, at), says });
    return undefined;
  }

  #compareLeaves(
    bundle: FoundFile | undefined,
    tile: FoundFile | undefined,
    first: number,
    leaves: readonly Buffer[],
    published: readonly Buffer[],
  ): void {
    const different = leaves.flatMap((leaf, at) => (published[at]?.equals(leaf) ? [] : [at]));
    if (different.length === 0) return;
    this.#byTiles ??= { tree: this.#byEntries.tree.clone(), faults: [...this.#byEntries.faults] };
    const entries = bundle ? readBundle(bundle.bytes).entries : [];
    for (const at of different) {
      const index = first + at;
      this.#byEntries.faults.push({
        kind: 'tile',
        where: tile?.path ?? '',
        index,
        byte: at * HASH_BYTES,
        says: `the leaf hash of entry ${index} was changed`,
      });
      this.#byTiles.faults.push({
        kind: 'entry',
        where: bundle?.path ?? '',
        index,
        byte: startOf(entries, at),
        says: `entry ${index} was changed`,
      });
    }
  }

  async #grow(leaves: readonly Buffer[], published: readonly Buffer[]): Promise<void> {
    const divided = this.#byTiles;
    await this.#append(this.#byEntries, leaves, true);
    if (divided) await this.#append(divided, published, false);
  }

  async #append(reading: Reading, leaves: readonly Buffer[], remember: boolean): Promise<void> {
    for (const leaf of leaves) {
      const full = reading.tree.append(leaf);
      for (const tile of full) if (tile.level > 0) await this.#compareTile(reading, tile);
      if (remember && reading.tree.size === this.then) this.#rootThen = reading.tree.root();
    }
  }

  async #compareTile({ faults }: Reading, { level, index, hashes }: Tile): Promise<void> {
    const file = await readPart(this.folder, level, index, hashes.length);
    const where = file?.path ?? tilePath(level, index, hashes.length);
    const wanted = Buffer.concat(hashes);
    const isWhole = file?.bytes.length === tileBytes(where, hashes.length);
    if (isWhole && file.bytes.subarray(0, wanted.length).equals(wanted)) return;
    const byte = wanted.findIndex((value, at) => value !== file?.bytes[at]);
    const changed = byte < 0 ? 'its length was changed' : `the hash at byte ${byte - (byte % HASH_BYTES)} was changed`;
    faults.push({ kind: 'tile', where, byte: Math.max(byte, 0), says: file ? changed : 'the file is missing' });
  }
}

/** A full tile may stand where its partial form was. */
function tileBytes(path: string, width: number): number {
  return (path.includes('.p/') ? width : TILE_WIDTH) * HASH_BYTES;
}

function startOf(entries: readonly Buffer[], at: number): number {
  return entries.slice(0, at).reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0);
}

function missing(kind: 'bundle' | 'tile', where: string, index: number): Fault {
  return { kind, where, index, says: 'the file is missing' };
}
