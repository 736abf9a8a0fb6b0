import type { Kysely } from 'kysely';
import { isAlive, type ProcessIdentity } from './process-identity.js';
import { storeError } from './store.errors.js';
import type { StoreTables } from './store-tables.js';

const FREE = 0;
const HELD = 1;
const ABANDONED = 2;

type OwnerRow = StoreTables['store_owner'];

/** How often an owner shows that it lives, to processes that cannot see its process number. */
export const HEARTBEAT_MS = 2_000;
/** After this silence an owner on another host or in another PID namespace counts as dead. */
export const STALE_MS = 10_000;

/** What a claim gives: the number that fences off every earlier owner, and whether the last one stopped cleanly. */
export interface Claim {
  readonly fence: number;
  readonly cleanStop: boolean;
}

/** Takes the state for one process, or refuses with the owner's process number. Runs inside one transaction. */
export async function claim(db: Kysely<StoreTables>, self: ProcessIdentity, now: Date): Promise<Claim> {
  const last = await db.selectFrom('store_owner').selectAll().executeTakeFirst();
  if (last && last.held === HELD && lives(last, self, now)) throw inUse(last);
  const fence = (last?.fence ?? 0) + 1;
  const instant = now.toISOString();
  const row: OwnerRow = { id: 1, fence, held: HELD, ...self, since: instant, seen: instant };
  await db
    .insertInto('store_owner')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  return { fence, cleanStop: !last || last.held === FREE };
}

/** Throws when a newer owner has taken the state; called first in every transaction. */
export async function assertOwner(db: Kysely<StoreTables>, fence: number): Promise<void> {
  const owner = await db.selectFrom('store_owner').select(['fence', 'pid']).executeTakeFirst();
  if (owner?.fence === fence) return;
  throw storeError('STATE_LOST', {
    found: owner ? `process ${owner.pid} took the state over` : 'the state has no owner any more',
    next: 'End this process; the newer owner goes on.',
  });
}

export async function showLife(db: Kysely<StoreTables>, now: Date): Promise<void> {
  await db.updateTable('store_owner').set({ seen: now.toISOString() }).execute();
}

/** Gives the state free; an opening that failed says so, and the next one checks the file. */
export async function release(db: Kysely<StoreTables>, clean: boolean): Promise<void> {
  await db
    .updateTable('store_owner')
    .set({ held: clean ? FREE : ABANDONED })
    .execute();
}

function lives(owner: OwnerRow, self: ProcessIdentity, now: Date): boolean {
  if (owner.space === self.space) return isAlive(owner);
  return Math.abs(now.getTime() - Date.parse(owner.seen)) < STALE_MS;
}

function inUse({ pid, since, space }: OwnerRow) {
  return storeError('STATE_IN_USE', {
    found: `process ${pid} has owned the state folder since ${since} (${space})`,
    expected: 'one owner at a time',
    next: 'Ask that process, or stop it, then try again.',
  });
}
