import type { LogSigner } from '../keys/index.js';
import { type LogRows, regress, type SignedCheckpoint } from './log-rows.js';
import type { PublishedFolder } from './published-folder.js';
import {
  checkpointBody,
  leafHash,
  signatureLine,
  TILE_WIDTH,
  type Tile,
  type TileTree,
} from './verify/format/index.js';

/**
 * Makes tiles and checkpoints from the rows.
 * INVARIANT: bundles and tiles are on disk before the checkpoint that covers them, and the store knows what was
 * signed before anybody else does.
 */
export class Publisher {
  constructor(
    private readonly rows: LogRows,
    private readonly folder: PublishedFolder,
    private readonly signer: LogSigner,
    private readonly origin: string,
    /** The tree that is published so far. */
    private tree: TileTree,
  ) {}

  /** Publishes the first `size` entries; after a fault the same call may be repeated. */
  async publish(size: number): Promise<SignedCheckpoint> {
    const tree = this.tree.clone();
    const completed = await this.#publishTiles(tree, size);
    const signed = this.#sign(tree);
    await this.rows.recordSigned(signed);
    await this.folder.writeCheckpoint(signed.note);
    this.tree = tree;
    for (const { level, index } of completed) await this.#dropPartials(level, index);
    return signed;
  }

  async #publishTiles(tree: TileTree, size: number): Promise<readonly Tile[]> {
    const completed: Tile[] = [];
    for (let from = startOfBundle(tree.size); from < size; from += TILE_WIDTH) {
      const bundle = await this.rows.bytes(from, Math.min(from + TILE_WIDTH, size));
      await this.folder.writeBundle(from / TILE_WIDTH, bundle);
      const full = grow(tree, from, bundle);
      for (const tile of full) await this.folder.writeTile(tile);
      completed.push(...full);
    }
    for (const tile of tree.edge()) await this.folder.writeTile(tile);
    return completed;
  }

  #sign(tree: TileTree): SignedCheckpoint {
    const checkpoint = { origin: this.origin, size: tree.size, root: tree.root() };
    const body = checkpointBody(checkpoint);
    const signature = signatureLine(this.origin, this.signer.publicKey, this.signer.sign(Buffer.from(body)));
    return Object.freeze({ ...checkpoint, note: `${body}\n${signature}` });
  }

  async #dropPartials(level: number, index: number): Promise<void> {
    await this.folder.dropPartials(level, index);
    if (level === 0) await this.folder.dropPartials('entries', index);
  }
}

/** Adds the entries that the tree lacks; those that it has must still hash to what was signed. */
function grow(tree: TileTree, from: number, bundle: readonly Buffer[]): readonly Tile[] {
  const known = tree.edge()[0];
  const hashed = known?.level === 0 && known.index * TILE_WIDTH === from ? known.hashes : [];
  const full: Tile[] = [];
  for (const [at, bytes] of bundle.entries()) {
    const leaf = leafHash(bytes);
    if (at >= hashed.length) full.push(...tree.append(leaf));
    else if (!hashed[at]?.equals(leaf)) throw regress(`row ${from + at} no longer hashes to what was signed`);
  }
  return full;
}

function startOfBundle(size: number): number {
  return size - (size % TILE_WIDTH);
}
