import type { Kysely } from 'kysely';
import type { Lease } from './lease.js';

/** A query builder over the tables that the caller names. */
export type Tables<T> = Kysely<T>;

/** The state of one folder, owned by this process. */
export interface State {
  /** Reads what was last committed; never waits for a writer, and the driver keeps it from writing. */
  read<T, Result>(work: (db: Tables<T>) => Promise<Result>): Promise<Result>;
  /** All or nothing, on disk before it returns; transactions run one after the other. STATE_DISK_FULL undoes it. */
  transaction<T, Result>(work: (db: Tables<T>) => Promise<Result>): Promise<Result>;
  /** Takes the right to do one named thing alone, from whoever held it. */
  takeLease(name: string): Promise<Lease>;
  /** Whether the owner before this one closed the state itself. */
  readonly cleanStop: boolean;
  /** Waits for the running transaction, then gives the folder free. */
  close(): Promise<void>;
}
