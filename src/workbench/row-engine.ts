import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataEngine, openDuckDb } from '../engines/index.js';
import type { RowTrial } from './row-trial.js';

/**
 * Lends a data engine of its own for tables of rows, so that a test waits for no other engine. It is opened with the
 * first table and reads no file.
 */
export async function withRowTrial<T>(work: (trial: RowTrial) => Promise<T>): Promise<T> {
  let opened: { readonly folder: string; readonly engine: DataEngine } | undefined;
  const open = async () => {
    const folder = mkdtempSync(join(tmpdir(), 'probity-rows-'));
    opened = { folder, engine: await openDuckDb({ workFolder: folder, threads: 1, allowedFolders: [] }) };
    return opened;
  };
  try {
    return await work({ tryRows: async (rows, rules) => (opened ?? (await open())).engine.tryRows(rows, rules) });
  } finally {
    await opened?.engine.close();
    if (opened) rmSync(opened.folder, { recursive: true, force: true });
  }
}
