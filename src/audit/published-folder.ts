import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OWNER_ONLY, systemCode, writeDurably } from '../store/index.js';
import { auditError } from './audit.errors.js';
import {
  decodeTile,
  encodeBundle,
  encodeTile,
  HASH_BYTES,
  partialsPath,
  TILE_WIDTH,
  type Tile,
  tilePath,
} from './verify/format/index.js';

/** The files of a log in the C2SP layout, as anybody may read them. */
export class PublishedFolder {
  constructor(private readonly path: string) {}

  /** Publishes a tile; one that is there already must have the same bytes. */
  async writeTile({ level, index, hashes }: Tile): Promise<void> {
    await this.#create(tilePath(level, index, hashes.length), encodeTile(hashes));
  }

  async writeBundle(index: number, entries: readonly Buffer[]): Promise<void> {
    await this.#create(tilePath('entries', index, entries.length), encodeBundle(entries));
  }

  async writeCheckpoint(note: string): Promise<void> {
    await writeDurably(join(this.path, 'checkpoint'), Buffer.from(note), 'replace', OWNER_ONLY);
  }

  async readCheckpoint(): Promise<string | undefined> {
    return (await this.#read('checkpoint'))?.toString('utf8');
  }

  /** The first `width` hashes of a tile, from its partial or its full form; undefined when neither is there or fits. */
  async readTile(level: number, index: number, width: number): Promise<readonly Buffer[] | undefined> {
    const partial = await this.#read(tilePath(level, index, width));
    const bytes = partial ?? (await this.#read(tilePath(level, index)));
    const wanted = partial ? width : TILE_WIDTH;
    return bytes?.length === wanted * HASH_BYTES ? decodeTile(bytes).slice(0, width) : undefined;
  }

  async holds(level: number | 'entries', index: number, width: number): Promise<boolean> {
    return stat(join(this.path, tilePath(level, index, width))).then(
      () => true,
      () => false,
    );
  }

  /** Partial forms may go once the full one is there (C2SP tlog-tiles). */
  async dropPartials(level: number | 'entries', index: number): Promise<void> {
    await rm(join(this.path, partialsPath(level, index)), { recursive: true, force: true });
  }

  async #create(path: string, bytes: Buffer): Promise<void> {
    const present = await this.#read(path);
    if (present?.equals(bytes)) return;
    if (!present && (await writeDurably(join(this.path, path), bytes, 'refuse', OWNER_ONLY))) return;
    throw auditError('LOG_TILE_CONFLICT', {
      found: 'a published file with other bytes than the rows lead to',
      where: join(this.path, path),
      next: 'Find out who changed it and keep a copy; once it is moved away, the next start makes it again from the rows.',
    });
  }

  async #read(path: string): Promise<Buffer | undefined> {
    try {
      return await readFile(join(this.path, path));
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
      throw error;
    }
  }
}
