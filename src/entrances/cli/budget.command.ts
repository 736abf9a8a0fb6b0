import { type Paid, remaining, total } from '../../budget/index.js';
import { isoInstant } from '../../documents/index.js';
import { inWhole } from '../../stages/release/index.js';
import { withGovernance } from './engine-context.js';
import { lossWords } from './loss-words.js';
import { type Answer, aligned } from './terminal.js';

interface Globals {
  readonly settings: string;
}

/** What answers about each dataset have told each destination, and what is left. */
export function list(globals: Globals): Promise<Answer> {
  return withGovernance(globals, async ({ parts: { ledger } }) => {
    const accounts = byAccount(await ledger.all()).map(accountOf);
    const rows = accounts.map(({ dataset, destination, answers, spent, left }) => [
      dataset,
      destination,
      `${answers} answer${answers === 1 ? '' : 's'}`,
      `told ${lossWords(spent)}`,
      `left ${lossWords(left)}`,
    ]);
    return { exit: 0, json: accounts, text: rows.length === 0 ? 'nothing was told under noise' : aligned(rows) };
  });
}

/** The ledger of one dataset and destination: each answer that was paid for, and where the log says so. */
export function show(globals: Globals, dataset: string, destination: string): Promise<Answer> {
  return withGovernance(globals, async ({ parts: { ledger } }) => {
    const paid = await ledger.spends({ dataset, destination });
    const { spent, left, limits } = accountOf(paid);
    const spends = paid.map(({ query, run, at, cost, entry, answer }) => {
      return { query, run, at: isoInstant(at), ...inWhole(cost), entry, answered: answer !== null };
    });
    const lines = spends.map(({ at, run, query, entry, ...cost }) => {
      return [
        at.slice(0, 16),
        lossWords(cost),
        `run ${run}`,
        `entry ${entry ?? 'at the next start'}`,
        query.slice(0, 19),
      ];
    });
    const sums = `told ${lossWords(spent)} of ${lossWords(limits)}; left ${lossWords(left)}`;
    return { exit: 0, json: { dataset, destination, spent, limits, left, spends }, text: `${aligned(lines)}\n${sums}` };
  });
}

function byAccount(paid: readonly Paid[]): readonly (readonly Paid[])[] {
  const accounts = new Map<string, Paid[]>();
  for (const one of paid) {
    const key = JSON.stringify([one.dataset, one.destination]);
    accounts.set(key, [...(accounts.get(key) ?? []), one]);
  }
  return [...accounts.values()];
}

// Limits are those that held at the last spend: policy may have changed since, and nothing is decided by what stands here.
function accountOf(paid: readonly Paid[]) {
  const { dataset, destination, limits } = paid.at(-1) as Paid;
  const spent = total(paid.map(({ cost }) => cost));
  const left = inWhole(remaining(spent, limits));
  return { dataset, destination, answers: paid.length, spent: inWhole(spent), limits: inWhole(limits), left };
}
