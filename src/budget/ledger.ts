import type { Digest } from '../documents/index.js';
import type { State, Tables } from '../store/index.js';
import { budgetError } from './budget.errors.js';
import { type BudgetLimits, type Cost, isWithin, lossText, NO_COST, remaining, together } from './cost.js';
import type { LedgerTable } from './ledger-table.js';

/** Whom answers tell about whom: one ledger for each dataset and destination. */
export interface Account {
  readonly dataset: string;
  readonly destination: string;
}

/** A query that somebody wants an answer to, and what the answer would cost. */
export interface Spend extends Account {
  readonly query: Digest;
  readonly run: string;
  readonly at: number;
  readonly cost: Cost;
}

/** A query that was paid for. */
export interface Paid extends Spend {
  readonly limits: BudgetLimits;
  readonly entry: number | null;
  /** Canonical JSON with the noise in it; null where a stop came before it was drawn. */
  readonly answer: string | null;
}

type Row = LedgerTable['budget_spends'];

/**
 * What answers have told, durably. INVARIANT: the sum of an account never passes the limits that held at any of its
 * spends; spends of one state run one after the other.
 */
export class BudgetLedger {
  constructor(private readonly state: State) {}

  /** Pays for a query, or finds that it was paid for: then nothing is spent. Throws BUDGET_EXHAUSTED. */
  spend(spend: Spend, limits: BudgetLimits): Promise<Paid> {
    return this.state.transaction<LedgerTable, Paid>(async (db) => {
      const before = await rowOf(db, spend.query);
      if (before) return paidOf(before);
      const spent = total(await rowsOf(db, spend));
      if (!isWithin(together(spent, spend.cost), limits)) throw exhausted(spend, spent, limits);
      const { cost, ...rest } = spend;
      const row: Row = { ...rest, ...cost, limits: JSON.stringify(limits), entry: null, answer: null };
      await db.insertInto('budget_spends').values(row).execute();
      return paidOf(row);
    });
  }

  /** Whether a query could be answered now: it was paid for, or there is enough left. */
  affords(spend: Pick<Spend, 'query' | 'cost' | keyof Account>, limits: BudgetLimits): Promise<boolean> {
    return this.state.read<LedgerTable, boolean>(async (db) => {
      if (await rowOf(db, spend.query)) return true;
      return isWithin(together(total(await rowsOf(db, spend)), spend.cost), limits);
    });
  }

  /** Keeps the answer to a query that was paid for, and returns the one that stands: who comes second gets the first. */
  keepAnswer(query: Digest, answer: string): Promise<string> {
    return this.state.transaction<LedgerTable, string>(async (db) => {
      const kept = (await rowOf(db, query))?.answer;
      if (typeof kept === 'string') return kept;
      await db.updateTable('budget_spends').set({ answer }).where('query', '=', query).execute();
      return answer;
    });
  }

  /** Remembers where the log holds a spend. */
  async recorded(query: Digest, entry: number): Promise<void> {
    await this.state.transaction<LedgerTable, unknown>((db) =>
      db.updateTable('budget_spends').set({ entry }).where('query', '=', query).execute(),
    );
  }

  /** What was spent in all. */
  spent(account: Account): Promise<Cost> {
    return this.state.read<LedgerTable, Cost>(async (db) => total(await rowsOf(db, account)));
  }

  /** Every spend of an account in the order of time. Throws BUDGET_UNKNOWN. */
  async spends(account: Account): Promise<readonly Paid[]> {
    const rows = await this.state.read<LedgerTable, readonly Row[]>((db) => rowsOf(db, account));
    if (rows.length > 0) return rows.map(paidOf);
    throw budgetError('BUDGET_UNKNOWN', {
      found: `no answer about '${account.dataset}' to '${account.destination}'`,
      expected: 'a dataset and a destination of the list',
      next: 'List what there is with: probity budget list',
    });
  }

  /** Every spend of every account, or those that the log does not hold yet. */
  all({ unrecorded = false } = {}): Promise<readonly Paid[]> {
    return this.state.read<LedgerTable, readonly Paid[]>(async (db) => {
      const every = db.selectFrom('budget_spends').selectAll().orderBy('dataset').orderBy('destination').orderBy('at');
      return (await (unrecorded ? every.where('entry', 'is', null) : every).execute()).map(paidOf);
    });
  }
}

function rowOf(db: Tables<LedgerTable>, query: Digest): Promise<Row | undefined> {
  return db.selectFrom('budget_spends').selectAll().where('query', '=', query).executeTakeFirst();
}

function rowsOf(db: Tables<LedgerTable>, { dataset, destination }: Account): Promise<readonly Row[]> {
  const rows = db.selectFrom('budget_spends').selectAll().where('dataset', '=', dataset);
  return rows.where('destination', '=', destination).orderBy('at').orderBy('query').execute();
}

function paidOf({ query, limits, epsilon, rho, delta, ...rest }: Row): Paid {
  const cost = { epsilon, rho, delta };
  return { ...rest, query: query as Digest, cost, limits: JSON.parse(limits) as BudgetLimits };
}

/** What spends cost together. */
export function total(spends: readonly Cost[]): Cost {
  return spends.reduce(together, NO_COST);
}

// It speaks of the ledger and of policy alone: what is refused must not depend on the data.
function exhausted({ cost, dataset, destination }: Spend, spent: Cost, limits: BudgetLimits) {
  return budgetError('BUDGET_EXHAUSTED', {
    found: `an answer of ${lossText(cost)} about '${dataset}' for '${destination}', with ${lossText(remaining(spent, limits))} left`,
    expected: `at most ${lossText(limits)} in all`,
    next: 'Ask again what was asked before, which costs nothing, or have the policy changed; see: probity budget show',
  });
}
