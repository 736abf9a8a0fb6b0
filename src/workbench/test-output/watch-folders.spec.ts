import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { watchFolders } from './index.js';

describe('watchFolders', () => {
  let folder: string;
  let end: AbortController;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'watched-'));
    end = new AbortController();
  });
  afterEach(() => {
    end.abort();
    rmSync(folder, { recursive: true });
  });

  const change = (text: string) => writeFileSync(join(folder, 'policy.yaml'), text);

  it('works once, again after a change, and once for changes that follow each other at once', async () => {
    const rounds = new Rounds();
    const watching = watchFolders([folder], rounds.work, { signal: end.signal, quietMs: 150 });
    await rounds.reach(1);
    for (const text of ['1', '2', '3']) change(text);
    await rounds.reach(2);
    await pause(400);
    expect(rounds.count).toBe(2);
    change('4');
    await rounds.reach(3);
    end.abort();
    await watching;
    change('5');
    await pause(300);
    expect(rounds.count).toBe(3);
  });

  it('sees into a folder that is made while it watches', async () => {
    const rounds = new Rounds();
    const watching = watchFolders([folder], rounds.work, { signal: end.signal, quietMs: 20 });
    await rounds.reach(1);
    mkdirSync(join(folder, 'access/new'), { recursive: true });
    await rounds.reach(2);
    await pause(200);
    const before = rounds.count;
    writeFileSync(join(folder, 'access/new/policy.yaml'), '1');
    await rounds.reach(before + 1);
    end.abort();
    await watching;
  });

  it('remembers a change during the work, and never works twice at a time', async () => {
    let running = 0;
    let most = 0;
    const rounds = new Rounds(async (round) => {
      most = Math.max(most, ++running);
      if (round === 1) change('during');
      await pause(200);
      running--;
    });
    const watching = watchFolders([folder], rounds.work, { signal: end.signal, quietMs: 20 });
    await rounds.reach(2);
    end.abort();
    await watching;
    expect(running).toBe(0);
    expect(most).toBe(1);
  });

  it('ends at once when the signal came first, and passes on what the work throws', async () => {
    const rounds = new Rounds();
    end.abort();
    await watchFolders([folder], rounds.work, { signal: end.signal });
    expect(rounds.count).toBe(0);
    const failing = () => Promise.reject(new Error('broken'));
    await expect(watchFolders([folder], failing, { signal: new AbortController().signal })).rejects.toThrow('broken');
  });

  it('leaves out folders that are not there', async () => {
    const rounds = new Rounds();
    const watching = watchFolders([join(folder, 'no'), folder], rounds.work, { signal: end.signal, quietMs: 20 });
    await rounds.reach(1);
    change('1');
    await rounds.reach(2);
    end.abort();
    await watching;
  });
});

/** Counts the rounds of a watch. */
class Rounds {
  count = 0;

  constructor(private readonly each: (round: number) => Promise<void> = async () => {}) {}

  readonly work = async (): Promise<void> => {
    this.count++;
    await this.each(this.count);
  };

  async reach(count: number): Promise<void> {
    for (let waited = 0; this.count < count; waited += 20) {
      if (waited > 10_000) throw new Error(`round ${count} never came`);
      await pause(20);
    }
  }
}
