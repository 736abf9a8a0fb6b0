import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verifyFolder } from '../../src/audit/index.js';
import { openedLog, runClosed } from './opened-log.js';

/** Remembers what a writer acknowledged, `<index> <type> <id>` a line, and holds the log to it after each crash. */
export class Witness {
  readonly #acknowledged = new Map<number, string>();
  /** Known from the first opening on: what a crash leaves must verify as it lies there. */
  #vkey: string | undefined;

  constructor(private readonly folder: string) {}

  get heard(): number {
    return this.#acknowledged.size;
  }

  /** A line that was cut is an entry that nobody was told of. */
  hear(said: string): void {
    for (const line of said.split('\n').slice(0, -1)) {
      const index = Number.parseInt(line, 10);
      if (!Number.isNaN(index)) this.#acknowledged.set(index, line.slice(line.indexOf(' ') + 1));
    }
  }

  /** Everything acknowledged is there, at its index; nothing is there twice; orphans can be closed; all verifies. */
  async check(): Promise<void> {
    const audit = join(this.folder, 'audit');
    if (this.#vkey && existsSync(audit)) {
      expect(await verifyFolder(audit, this.#vkey)).toMatchObject({ kind: 'intact' });
    }
    const { log, close } = await openedLog(this.folder);
    const seen = new Set<string>();
    const missing = new Map(this.#acknowledged);
    for await (const { index, entry } of log.entries(0, log.size)) {
      const what = `${entry.type} ${entry.run ?? entry.body['id']}`;
      seen.add(what);
      if (missing.get(index) === what) missing.delete(index);
    }
    expect([...missing]).toStrictEqual([]);
    expect(seen.size).toBe(log.size);
    for (const { run } of await log.openRuns()) await log.closeRun(runClosed(run));
    await close();
    expect(await verifyFolder(audit, log.publicKey)).toMatchObject({ kind: 'intact', size: log.size, openRuns: [] });
    this.#vkey = log.publicKey;
  }
}
