import { type Kysely, sql } from 'kysely';
import type { Digest } from '../../documents/index.js';
import type { Migration, State } from '../../store/index.js';
import { byTime, type PolicySchedule, type ScheduledSet } from './policy-schedule.js';

/** How a change stands; it is live once it is scheduled, its time has come and no newer one took its place. */
export type ChangeState = 'draft' | 'scheduled' | 'withdrawn';

/** One change of the policies, from its draft on. */
export interface ChangeRow {
  /** Counts from 1. */
  readonly number: number;
  readonly kind: 'change' | 'rollback';
  readonly state: ChangeState;
  /** The alias of the one who wrote it, or who rolled back. */
  readonly author: string;
  /** The snapshot that the author started from: the ETag of the policies. */
  readonly base: Digest;
  readonly snapshot: Digest;
  readonly revision: string | null;
  readonly effective: number;
  readonly drafted_at: number;
  /** JSON of what it means, as the approvers saw it, and its digest. */
  readonly meaning: string;
  readonly meaning_digest: Digest;
  /** How many approvers it needs. */
  readonly needs: number;
  readonly live_from: number | null;
  readonly undoes: Digest | null;
}

/** One person's approval of one change. */
export interface ApprovalRow {
  readonly change: number;
  readonly approver: string;
  readonly role: string;
  readonly approved_at: number;
}

interface ChangeTables {
  policy_changes: { -readonly [K in keyof ChangeRow]: ChangeRow[K] };
  policy_approvals: { -readonly [K in keyof ApprovalRow]: ApprovalRow[K] };
}

export const CHANGE_MIGRATIONS: readonly Migration[] = [
  {
    name: 'run-002-policy-changes',
    up: async (db) => {
      await sql`create table policy_changes (number integer primary key, kind text not null, state text not null,
        author text not null, base text not null, snapshot text not null, revision text, effective integer not null,
        drafted_at integer not null, meaning text not null, meaning_digest text not null, needs integer not null,
        live_from integer, undoes text) strict`.execute(db);
      await sql`create table policy_approvals (change integer not null, approver text not null, role text not null,
        approved_at integer not null, primary key (change, approver)) strict`.execute(db);
    },
  },
];

/** What the state knows about changes of the policies. */
export class ChangeRecords {
  constructor(private readonly state: State) {}

  /** The number that the next change will have. */
  async nextNumber(): Promise<number> {
    const last = await this.state.read<ChangeTables, { last: number | null } | undefined>((db) =>
      db
        .selectFrom('policy_changes')
        .select((eb) => eb.fn.max('number').as('last'))
        .executeTakeFirst(),
    );
    return (last?.last ?? 0) + 1;
  }

  /** Adds a change, and withdraws others in the same step. */
  async add(row: ChangeRow, withdrawn: readonly number[] = []): Promise<void> {
    await this.#write(async (db) => {
      await db.insertInto('policy_changes').values(row).execute();
      if (withdrawn.length === 0) return;
      await db.updateTable('policy_changes').set({ state: 'withdrawn' }).where('number', 'in', withdrawn).execute();
    });
  }

  async find(number: number): Promise<ChangeRow | null> {
    const row = await this.state.read<ChangeTables, ChangeRow | undefined>((db) =>
      db.selectFrom('policy_changes').selectAll().where('number', '=', number).executeTakeFirst(),
    );
    return row ?? null;
  }

  /** Every change, oldest first. */
  all(): Promise<readonly ChangeRow[]> {
    return this.state.read<ChangeTables, ChangeRow[]>((db) =>
      db.selectFrom('policy_changes').selectAll().orderBy('number').execute(),
    );
  }

  approvals(change: number): Promise<readonly ApprovalRow[]> {
    return this.state.read<ChangeTables, ApprovalRow[]>((db) =>
      db.selectFrom('policy_approvals').selectAll().where('change', '=', change).orderBy('approved_at').execute(),
    );
  }

  /** Keeps an approval; with `liveFrom` it was the last one needed, and the change is scheduled in the same step. */
  async approve(row: ApprovalRow, liveFrom: number | null): Promise<void> {
    await this.#write(async (db) => {
      await db.insertInto('policy_approvals').values(row).execute();
      if (liveFrom === null) return;
      const set = { state: 'scheduled', live_from: liveFrom } as const;
      await db.updateTable('policy_changes').set(set).where('number', '=', row.change).execute();
    });
  }

  async withdraw(number: number): Promise<void> {
    await this.#write(async (db) => {
      await db.updateTable('policy_changes').set({ state: 'withdrawn' }).where('number', '=', number).execute();
    });
  }

  /**
   * The approved sets in the order in which they come into force. The set that the first of them was made from stands
   * before them as change 0: it stays in force, as it was then, until the first one's time has come.
   */
  async schedule(): Promise<PolicySchedule> {
    const scheduled = (await this.all()).filter(({ state }) => state === 'scheduled');
    const sets = byTime(scheduled.map(scheduledSet));
    const first = scheduled.find(({ number }) => number === sets[0]?.change);
    if (!first) return [];
    return [{ change: 0, snapshot: first.base, revision: null, liveFrom: 0, undoes: null }, ...sets];
  }

  #write(work: (db: Kysely<ChangeTables>) => Promise<void>): Promise<void> {
    return this.state.transaction<ChangeTables, void>(work);
  }
}

function scheduledSet({ number, snapshot, revision, live_from, undoes }: ChangeRow): ScheduledSet {
  return { change: number, snapshot, revision, liveFrom: live_from as number, undoes };
}
