import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { deadlineOf } from './thread-deadline.js';

describe('the deadline of a thread', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thread-clock-'));
  const clock = join(folder, 'schedstat');
  const computed = (ms: number) => writeFileSync(clock, `${ms * 1_000_000} 17 3\n`);
  beforeEach(() => computed(1_000));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('counts what the thread has computed, not what has passed', async () => {
    const deadline = deadlineOf(50, clock);
    await passed(80);
    expect(deadline.left()).toBe(50);
    computed(1_030);
    expect(deadline.left()).toBe(20);
    computed(1_050);
    expect(deadline.left()).toBe(0);
  });

  it('ends by the clock after twenty times as long, also for a thread that sleeps', async () => {
    const deadline = deadlineOf(5, clock);
    await passed(110);
    expect(deadline.left()).toBe(0);
  });

  it.each([
    ['names no file', ''],
    ['names a file that is gone', join(folder, 'gone')],
  ])('counts what passes where the system %s', async (_what, file) => {
    const deadline = deadlineOf(40, file);
    expect(deadline.left()).toBeGreaterThan(0);
    await passed(50);
    expect(deadline.left()).toBe(0);
  });

  it('counts what passes where the file says something else', async () => {
    writeFileSync(clock, 'unknown\n');
    const deadline = deadlineOf(10, clock);
    await passed(20);
    expect(deadline.left()).toBe(0);
  });
});
