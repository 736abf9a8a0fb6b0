import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TILE_WIDTH, tilePath } from './format/index.js';

/** A file of the log that was found. */
export interface FoundFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Reads a file of a log folder; undefined when it is not there. */
export async function readLogFile(folder: string, path: string): Promise<FoundFile | undefined> {
  try {
    return { path, bytes: await readFile(join(folder, path)) };
  } catch {
    return undefined;
  }
}

/** A tile or bundle in its partial form, or in the full form that may have replaced it. */
export async function readPart(
  folder: string,
  level: number | 'entries',
  index: number,
  width: number,
): Promise<FoundFile | undefined> {
  const found = await readLogFile(folder, tilePath(level, index, width));
  return found ?? (width < TILE_WIDTH ? readLogFile(folder, tilePath(level, index)) : undefined);
}
