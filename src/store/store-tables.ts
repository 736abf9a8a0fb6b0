import { type Kysely, sql } from 'kysely';

/** The store's own tables; every other table belongs to the folder that contributes its migration. */
export interface StoreTables {
  store_owner: {
    id: 1;
    fence: number;
    /** 0 when the last owner closed the state itself, 1 while it is owned, 2 after an opening that failed. */
    held: number;
    pid: number;
    started: string;
    space: string;
    since: string;
    seen: string;
  };
  store_leases: { name: string; fence: number };
  store_migrations: { name: string; applied: string };
}

/** The version of these tables; a state with a higher one is refused. */
export const STORE_FORMAT = 1;

const CREATE = [
  sql`create table if not exists store_owner (id integer primary key check (id = 1), fence integer not null,
    held integer not null, pid integer not null, started text not null, space text not null,
    since text not null, seen text not null) strict`,
  sql`create table if not exists store_leases (name text primary key, fence integer not null) strict`,
  sql`create table if not exists store_migrations (name text primary key, applied text not null) strict`,
];

export async function createStoreTables(db: Kysely<StoreTables>): Promise<void> {
  for (const statement of CREATE) await statement.execute(db);
}
