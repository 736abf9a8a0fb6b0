import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Digest, digestOf } from '../../documents/index.js';
import { byTime, dueAt, readSchedule, type ScheduledSet, writeSchedule } from './policy-schedule.js';

const digest = fc.integer({ min: 0, max: 5 }).map((number): Digest => digestOf(number));
const schedule = fc
  .array(fc.record({ snapshot: digest, liveFrom: fc.integer({ min: 0, max: 50 }), undoes: fc.option(digest) }), {
    maxLength: 12,
  })
  .map((sets) => sets.map((set, at): ScheduledSet => ({ ...set, change: at, revision: null })));

describe('a schedule of policies', () => {
  it('has the newest set that is due in force, whatever the order it is written in', () => {
    fc.assert(
      fc.property(schedule, fc.integer({ min: 0, max: 60 }), (sets, at) => {
        const [first] = dueAt(sets, at);
        const due = byTime(sets.filter(({ liveFrom }) => liveFrom <= at));
        expect(first).toEqual(due.at(-1));
        expect(dueAt([...sets].reverse(), at)).toEqual(dueAt(sets, at));
      }),
    );
  });

  it('never falls back to what a later rollback took out of force', () => {
    fc.assert(
      fc.property(schedule, (sets) => {
        const order = byTime(sets);
        for (const fallback of dueAt(sets, 100)) {
          const later = order.slice(order.indexOf(fallback) + 1);
          expect(later.map(({ undoes }) => undoes)).not.toContain(fallback.snapshot);
        }
      }),
    );
  });

  it('changes at an instant, not a millisecond before', () => {
    const sets = [0, 10].map((liveFrom, change) => {
      return { change, snapshot: digestOf(change), revision: null, liveFrom, undoes: null };
    });
    expect([9, 10].map((at) => dueAt(sets, at)[0]?.change)).toEqual([0, 1]);
  });

  it('comes back from its file as it was written, and is refused when it is another file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'probity-schedule-'));
    try {
      expect(readSchedule(folder)).toEqual([]);
      const set = { change: 1, snapshot: digestOf(1), revision: 'abc', liveFrom: 5, undoes: null };
      await writeSchedule(folder, [set]);
      expect(readSchedule(folder)).toEqual([set]);
      await mkdir(join(folder, 'policies'), { recursive: true });
      const strange = ['', '{}', '[]', '{"v":2,"sets":[]}', '{"v":1,"sets":[{"change":1}]}', '{"v":1,"sets":[null]}'];
      for (const text of strange) {
        writeFileSync(join(folder, 'policies/schedule.json'), text);
        expect(() => readSchedule(folder)).toThrow('POLICY_SCHEDULE_BROKEN');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
