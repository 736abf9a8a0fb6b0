import { sql } from 'kysely';
import type { Migration } from '../store/index.js';

/** One row for each query that was paid for; rows are added, and never go. */
export interface LedgerTable {
  budget_spends: {
    /** The digest of what was asked. */
    query: string;
    dataset: string;
    destination: string;
    run: string;
    at: number;
    epsilon: number | null;
    rho: number;
    delta: number;
    /** The limits that held, as JSON. */
    limits: string;
    /** Where the log says so; null until it does. */
    entry: number | null;
    /** Canonical JSON of the answer with its noise; null until it was drawn. */
    answer: string | null;
  };
}

export const BUDGET_MIGRATIONS: readonly Migration[] = [
  {
    name: 'budget-001-spends',
    up: async (db) => {
      await sql`create table budget_spends (query text primary key, dataset text not null, destination text not null,
        run text not null, at integer not null, epsilon integer, rho integer not null, delta integer not null,
        limits text not null, entry integer, answer text) strict`.execute(db);
      await sql`create index budget_spends_by_account on budget_spends (dataset, destination)`.execute(db);
      await sql`create trigger budget_spends_remain before delete on budget_spends
        begin select raise(abort, 'what was spent stays spent'); end`.execute(db);
      await sql`create trigger budget_spends_stay before update of query, dataset, destination, epsilon, rho, delta
        on budget_spends begin select raise(abort, 'what was spent stays as it was'); end`.execute(db);
      await sql`create trigger budget_answers_stay before update of answer on budget_spends when old.answer is not null
        begin select raise(abort, 'an answer is given once'); end`.execute(db);
    },
  },
];
