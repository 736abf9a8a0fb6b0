import { type Kysely, sql } from 'kysely';
import type { Digest } from '../documents/index.js';
import { digestOf } from '../documents/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';
import type { Migration, State } from '../store/index.js';
import { runError } from './run.errors.js';

/**
 * How a run stands; `open` until its record is closed. A held run is `deciding` while a decision about it is recorded,
 * and `expired` when nobody decided in time.
 */
export type RunState =
  | 'open'
  | 'denied'
  | 'withheld'
  | 'held'
  | 'deciding'
  | 'released'
  | 'rejected'
  | 'expired'
  | 'fault'
  | 'crashed'
  | 'dry';

interface RunTable {
  runs: {
    run: string;
    family: string;
    state: RunState;
    /** Null until the run was judged. */
    attempt: number | null;
    /** Canonical JSON of what was asked, to say what the next attempt changed. */
    asked: string;
    waivers: string;
    opened_at: number;
    closed_at: number | null;
    closing_index: number | null;
    /** Of a held run: when its time to be decided ends, and the canonical JSON that a decision needs. */
    expires_at: number | null;
    held: string | null;
    /** Canonical JSON of how a judged run reached each group; null under noise and until it was judged. */
    reach: string | null;
    /** How many comparisons of groups were judged; null until they were. */
    tests: number | null;
    /** The fingerprint of the files that were read. */
    source: string | null;
  };
}

export type RunRow = RunTable['runs'];

/** What was asked, and under what: the difference between two attempts. */
export interface Asked {
  readonly plugin: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly columns: readonly string[];
  readonly seed: number;
  readonly mitigation?: SegmentationRequest['mitigation'];
  readonly release?: object | undefined;
  /** Absent from runs of earlier versions. */
  readonly policySet?: Digest;
  readonly purpose?: Digest;
}

/** What a run begins under. */
export interface Under {
  readonly waivers: readonly string[];
  /** How many runs each waiver may let through. */
  readonly bounds: ReadonlyMap<string, number>;
  readonly policySet: Digest;
  /** The digest of what the purpose declares. */
  readonly purpose: Digest;
}

export const RUN_MIGRATIONS: readonly Migration[] = [
  {
    name: 'run-001-runs',
    up: async (db) => {
      await sql`create table runs (run text primary key, family text not null, state text not null, attempt integer,
        asked text not null, waivers text not null, opened_at integer not null, closed_at integer,
        closing_index integer, expires_at integer, held text) strict`.execute(db);
      await sql`create index runs_by_family on runs (family, attempt)`.execute(db);
    },
  },
  {
    name: 'run-002-reach',
    up: async (db) => {
      await sql`alter table runs add column reach text`.execute(db);
    },
  },
  {
    name: 'run-003-attempts',
    up: async (db) => {
      await sql`alter table runs add column tests integer`.execute(db);
      await sql`alter table runs add column source text`.execute(db);
    },
  },
];

/** Runs of the same dataset, purpose and destination are attempts at the same thing. */
export function familyOf({
  dataset,
  purpose,
  destination,
}: Pick<SegmentationRequest, 'dataset' | 'purpose' | 'destination'>): Digest {
  return digestOf({ dataset, purpose, destination });
}

/** What the state remembers about runs: the fast answers; the log is the proof. */
export class RunRecords {
  constructor(private readonly state: State) {}

  /**
   * Remembers a run that begins. Where another run used the last of what a waiver lets through after this one's decision,
   * nothing begins.
   * @throws WAIVER_USED_UP
   */
  async open(request: SegmentationRequest, { waivers, bounds, policySet, purpose }: Under): Promise<void> {
    const { plugin, options, columns, seed, mitigation, release } = request;
    const under = { policySet, purpose, ...(mitigation === null ? {} : { mitigation }) };
    const asked: Asked = { plugin, options, columns, seed, release, ...under };
    const row: RunRow = {
      run: request.run,
      family: familyOf(request),
      state: 'open',
      attempt: null,
      asked: JSON.stringify(asked),
      waivers: JSON.stringify(waivers),
      opened_at: request.at,
      closed_at: null,
      closing_index: null,
      expires_at: null,
      held: null,
      reach: null,
      tests: null,
      source: null,
    };
    await this.state.transaction<RunTable, void>(async (db) => {
      if (waivers.length > 0) assertUsesLeft(usesIn(await waivedRuns(db).execute()), waivers, bounds);
      await db.insertInto('runs').values(row).execute();
    });
  }

  /** Numbers a judged run in its family. */
  async judged(run: string, family: string): Promise<number> {
    return this.state.transaction<RunTable, number>(async (db) => {
      const earlier = db.selectFrom('runs').select('attempt').where('family', '=', family);
      const last = await earlier
        .where('attempt', 'is not', null)
        .orderBy('attempt', 'desc')
        .limit(1)
        .executeTakeFirst();
      const number = (last?.attempt ?? 0) + 1;
      await db.updateTable('runs').set({ attempt: number }).where('run', '=', run).execute();
      return number;
    });
  }

  async judgedBefore(family: string): Promise<number> {
    const rows = await this.state.read<RunTable, { last: number | null } | undefined>((db) =>
      db
        .selectFrom('runs')
        .select((eb) => eb.fn.max('attempt').as('last'))
        .where('family', '=', family)
        .executeTakeFirst(),
    );
    return rows?.last ?? 0;
  }

  async close(run: string, change: Partial<Omit<RunRow, 'run'>>): Promise<void> {
    await this.state.transaction<RunTable, unknown>((db) =>
      db.updateTable('runs').set(change).where('run', '=', run).execute(),
    );
  }

  async find(run: string): Promise<RunRow | null> {
    const row = await this.state.read<RunTable, RunRow | undefined>((db) =>
      db.selectFrom('runs').selectAll().where('run', '=', run).executeTakeFirst(),
    );
    return row ?? null;
  }

  /** The judged runs of a family, in the order of their numbers. */
  async ofFamily(family: string): Promise<readonly RunRow[]> {
    return this.state.read<RunTable, RunRow[]>((db) =>
      db
        .selectFrom('runs')
        .selectAll()
        .where('family', '=', family)
        .where('attempt', 'is not', null)
        .orderBy('attempt')
        .execute(),
    );
  }

  async inState(state: RunState): Promise<readonly RunRow[]> {
    return this.state.read<RunTable, RunRow[]>((db) =>
      db.selectFrom('runs').selectAll().where('state', '=', state).orderBy('opened_at').execute(),
    );
  }

  /** How often each waiver let a run through that ended released or held; a run that is decided again is left out. */
  async waiverUses(except = ''): Promise<ReadonlyMap<string, number>> {
    const rows = await this.state.read<RunTable, { waivers: string }[]>((db) =>
      waivedRuns(db).where('run', '<>', except).execute(),
    );
    return usesIn(rows);
  }
}

function waivedRuns(db: Kysely<RunTable>) {
  const waived = db.selectFrom('runs').select('waivers').where('waivers', '<>', '[]');
  return waived.where('state', 'in', ['open', 'released', 'held', 'deciding']);
}

function usesIn(rows: readonly { readonly waivers: string }[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const name of rows.flatMap(({ waivers }) => JSON.parse(waivers) as string[])) {
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return uses;
}

function assertUsesLeft(
  uses: ReadonlyMap<string, number>,
  waivers: readonly string[],
  bounds: ReadonlyMap<string, number>,
): void {
  const spent = waivers.find((name) => (uses.get(name) ?? 0) >= (bounds.get(name) ?? Number.POSITIVE_INFINITY));
  if (spent === undefined) return;
  throw runError('WAIVER_USED_UP', {
    found: `${spent}, which another run used while this one was decided`,
    expected: 'a use that is left',
    next: 'Ask again: the run is then decided without it.',
  });
}
