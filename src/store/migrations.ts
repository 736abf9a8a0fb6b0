import type { Kysely } from 'kysely';
import { storeError } from './store.errors.js';
import { STORE_FORMAT, type StoreTables } from './store-tables.js';

/** One step of the schema, contributed by the folder that owns the tables. */
export interface Migration {
  /** Unique and final, `<folder>-<three digits>-<what>`, such as `audit-001-entries`; steps run in order of name. */
  readonly name: string;
  up(db: Kysely<unknown>): Promise<void>;
}

/** Refuses a state in which steps were taken that this version does not know. */
export function refuseNewer(format: number, applied: readonly string[], migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = applied.filter((name) => !known.has(name));
  if (format <= STORE_FORMAT && unknown.length === 0) return;
  throw storeError('STATE_NEWER', {
    found: unknown.length > 0 ? `unknown schema steps ${unknown.join(', ')}` : `state format ${format}`,
    expected: `state format ${STORE_FORMAT} and only steps that this version knows`,
    next: 'Use the version of Probity that wrote this state, or a newer one.',
  });
}

/** Takes, in order of name and each in the same transaction, the steps that the state lacks. */
export async function migrate(
  db: Kysely<StoreTables>,
  migrations: readonly Migration[],
  instant: string,
): Promise<readonly string[]> {
  const applied = new Set((await db.selectFrom('store_migrations').select('name').execute()).map(({ name }) => name));
  const missing = migrations.filter(({ name }) => !applied.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const migration of missing) await takeStep(db, migration, instant);
  return missing.map(({ name }) => name);
}

async function takeStep(db: Kysely<StoreTables>, { name, up }: Migration, instant: string): Promise<void> {
  try {
    await up(db as unknown as Kysely<unknown>);
    await db.insertInto('store_migrations').values({ name, applied: instant }).execute();
  } catch (error) {
    const found = `step ${name} failed`;
    throw storeError('MIGRATION_FAILED', { found, next: 'Report this with the cause.' }, { cause: error });
  }
}
