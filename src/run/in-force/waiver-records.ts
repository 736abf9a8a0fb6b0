import { sql } from 'kysely';
import type { Migration, State } from '../../store/index.js';

/** How a request for a waiver stands. */
export type WaiverState = 'requested' | 'approved' | 'refused' | 'withdrawn';

/** One request for a waiver, from the moment it was made. */
export interface WaiverRow {
  /** What the waiver is called, once it is one. */
  readonly name: string;
  readonly state: WaiverState;
  readonly rule: string;
  /** The run that it was asked for. */
  readonly run: string;
  readonly requested_by: string;
  readonly requested_at: number;
  readonly until: number;
  /** JSON of reason, scope, uses, and of the runs that it would have let through. */
  readonly request: string;
  readonly decided_by: string | null;
  readonly decided_role: string | null;
  readonly decided_at: number | null;
  /** The waiver as a document; null until it is approved. */
  readonly document: string | null;
}

interface WaiverTables {
  waivers: { -readonly [K in keyof WaiverRow]: WaiverRow[K] };
}

export const WAIVER_MIGRATIONS: readonly Migration[] = [
  {
    name: 'run-003-waivers',
    up: async (db) => {
      await sql`create table waivers (name text primary key, state text not null, rule text not null, run text not null,
        requested_by text not null, requested_at integer not null, until integer not null, request text not null,
        decided_by text, decided_role text, decided_at integer, document text) strict`.execute(db);
    },
  },
];

/** What the state knows about waivers that people asked for. */
export class WaiverRecords {
  constructor(private readonly state: State) {}

  async add(row: WaiverRow): Promise<void> {
    await this.state.transaction<WaiverTables, unknown>((db) => db.insertInto('waivers').values(row).execute());
  }

  async find(name: string): Promise<WaiverRow | null> {
    const row = await this.state.read<WaiverTables, WaiverRow | undefined>((db) =>
      db.selectFrom('waivers').selectAll().where('name', '=', name).executeTakeFirst(),
    );
    return row ?? null;
  }

  /** Every request, oldest first. */
  all(): Promise<readonly WaiverRow[]> {
    return this.state.read<WaiverTables, WaiverRow[]>((db) =>
      db.selectFrom('waivers').selectAll().orderBy('requested_at').orderBy('name').execute(),
    );
  }

  async decide(name: string, change: Partial<Omit<WaiverRow, 'name'>>): Promise<void> {
    await this.state.transaction<WaiverTables, unknown>((db) =>
      db.updateTable('waivers').set(change).where('name', '=', name).execute(),
    );
  }

  /** The documents of approved waivers that have not ended, by name. */
  async inForce(at: number): Promise<ReadonlyMap<string, string>> {
    const rows = (await this.all()).filter(({ state, until }) => state === 'approved' && until > at);
    return new Map(rows.map(({ name, document }) => [name, document as string]));
  }
}
