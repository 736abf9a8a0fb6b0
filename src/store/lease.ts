import type { Kysely } from 'kysely';
import { storeError } from './store.errors.js';
import type { StoreTables } from './store-tables.js';

/** The right to do one named thing alone. A paused holder that wakes up after a takeover is refused. */
export interface Lease {
  readonly name: string;
  /** Grows with every holder. */
  readonly fence: number;
  /** Throws LEASE_LOST unless this is still the newest holder; call it first in each transaction it protects. */
  assertHeld<T>(db: Kysely<T>): Promise<void>;
}

export async function takeLease(db: Kysely<StoreTables>, name: string): Promise<Lease> {
  const { fence } = await db
    .insertInto('store_leases')
    .values({ name, fence: 1 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((eb) => ({ fence: eb('store_leases.fence', '+', 1) })),
    )
    .returning('fence')
    .executeTakeFirstOrThrow();
  return Object.freeze({ name, fence, assertHeld: <T>(tx: Kysely<T>) => assertNewest(tx, name, fence) });
}

async function assertNewest<T>(tx: Kysely<T>, name: string, fence: number): Promise<void> {
  const db = tx as unknown as Kysely<StoreTables>;
  const newest = await db.selectFrom('store_leases').select('fence').where('name', '=', name).executeTakeFirst();
  if (newest?.fence === fence) return;
  throw storeError('LEASE_LOST', {
    found: `lease ${name} number ${fence} was followed by number ${newest?.fence ?? 'unknown'}`,
    next: 'End this holder; the newer one goes on.',
  });
}
