import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { digestOf } from '../documents/index.js';
import { openState, type State } from '../store/index.js';
import {
  BUDGET_MIGRATIONS,
  BudgetLedger,
  type BudgetLimits,
  costOf,
  DELTA_UNIT,
  lossText,
  remaining,
  type Spend,
} from './index.js';

const ACCOUNT = { dataset: 'shop', destination: 'agency' };
const spendOf = (query: string, cost = costOf({ epsilon: 500_000 }, 0)): Spend => ({
  ...ACCOUNT,
  query: digestOf(query),
  run: 'run-1',
  at: 1_000,
  cost,
});
const epsilonOf = (epsilon: number): BudgetLimits => ({ epsilon, rho: null, delta: 0 });
const ONE = epsilonOf(1_000_000);

describe('a budget ledger', () => {
  let folder: string;
  let state: State;
  const open = async () => {
    state = await openState({ folder, migrations: BUDGET_MIGRATIONS });
    return new BudgetLedger(state);
  };
  let ledger: BudgetLedger;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'probity-budget-'));
    ledger = await open();
  });
  afterEach(async () => {
    await state.close();
    await rm(folder, { recursive: true });
  });

  it('spends until its limit, and then refuses with what is left', async () => {
    await ledger.spend(spendOf('a'), ONE);
    await ledger.spend(spendOf('b'), ONE);
    expect(await ledger.affords(spendOf('c'), ONE)).toBe(false);
    await expect(ledger.spend(spendOf('c'), ONE)).rejects.toThrow(
      "BUDGET_EXHAUSTED: an answer of ε 0.5, ρ 0.125 about 'shop' for 'agency', with ε 0 left; expected at most ε 1 in all",
    );
    expect(await ledger.spent(ACCOUNT)).toEqual({ epsilon: 1_000_000, rho: 250_000_000, delta: 0 });
  });

  it('takes nothing for a query that was paid for, also where nothing is left', async () => {
    await ledger.spend(spendOf('a'), ONE);
    await ledger.spend(spendOf('b'), ONE);
    expect(await ledger.affords(spendOf('a'), ONE)).toBe(true);
    expect(await ledger.spend({ ...spendOf('a'), run: 'run-2' }, ONE)).toMatchObject({ run: 'run-1', answer: null });
    expect(await ledger.spends(ACCOUNT)).toHaveLength(2);
  });

  it('keeps the first answer to a query, whoever comes second', async () => {
    const { query } = await ledger.spend(spendOf('a'), ONE);
    const answers = await Promise.all([ledger.keepAnswer(query, '[7]'), ledger.keepAnswer(query, '[9]')]);
    expect(answers).toEqual(['[7]', '[7]']);
    expect((await ledger.spend(spendOf('a'), ONE)).answer).toBe('[7]');
  });

  it('remembers over a stop between spending and answering, and asks for nothing again', async () => {
    await ledger.spend(spendOf('a'), ONE);
    await state.close();
    ledger = await open();
    expect(await ledger.all({ unrecorded: true })).toMatchObject([{ entry: null, answer: null }]);
    const { query } = await ledger.spend(spendOf('a'), ONE);
    await ledger.recorded(query, 12);
    await ledger.keepAnswer(query, '[3]');
    await state.close();
    ledger = await open();
    expect(await ledger.all({ unrecorded: true })).toEqual([]);
    expect(await ledger.spend(spendOf('a'), ONE)).toMatchObject({ entry: 12, answer: '[3]' });
    expect((await ledger.spent(ACCOUNT)).epsilon).toBe(500_000);
  });

  it('never passes its limit, however many ask at once', async () => {
    const asked = Array.from({ length: 40 }, (_, at) =>
      ledger.spend(spendOf(`q${at}`, costOf({ epsilon: 90_000 }, 0)), ONE),
    );
    const settled = await Promise.allSettled(asked);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(11);
    expect((await ledger.spent(ACCOUNT)).epsilon).toBe(990_000);
  });

  it('keeps accounts apart', async () => {
    await ledger.spend(spendOf('a', costOf({ epsilon: 1_000_000 }, 0)), ONE);
    await ledger.spend({ ...spendOf('b', costOf({ epsilon: 1_000_000 }, 0)), destination: 'press' }, ONE);
    expect(await ledger.affords({ ...spendOf('c'), destination: 'board' }, ONE)).toBe(true);
    await expect(ledger.spends({ dataset: 'shop', destination: 'board' })).rejects.toThrow('BUDGET_UNKNOWN');
  });

  it('has no pure ε left once ρ was spent, and counts ε against ρ', async () => {
    const rho = (limit: number): BudgetLimits => ({ epsilon: null, rho: limit, delta: 0 });
    await ledger.spend(spendOf('a', costOf({ rho: 10_000_000 }, 0)), rho(200_000_000));
    expect(await ledger.affords(spendOf('b'), ONE)).toBe(false);
    expect(await ledger.affords(spendOf('b'), rho(135_000_000))).toBe(true);
    expect(await ledger.affords(spendOf('b'), rho(134_999_999))).toBe(false);
    expect(remaining(await ledger.spent(ACCOUNT), ONE).epsilon).toBe(0);
  });

  it('limits δ too, exactly', async () => {
    const limits: BudgetLimits = { ...ONE, delta: 1e-6 * DELTA_UNIT };
    const delta = Math.round(4e-7 * DELTA_UNIT);
    await ledger.spend(spendOf('a', costOf({ epsilon: 100_000 }, delta)), limits);
    await ledger.spend(spendOf('b', costOf({ epsilon: 100_000 }, delta)), limits);
    expect(await ledger.affords(spendOf('c', costOf({ epsilon: 100_000 }, delta)), limits)).toBe(false);
    expect(lossText(remaining(await ledger.spent(ACCOUNT), limits))).toBe('ε 0.8, δ 2e-7');
  });

  it('lets nobody take back what was spent', async () => {
    await ledger.spend(spendOf('a'), ONE);
    const forget = state.transaction<{ budget_spends: { query: string } }, unknown>((db) =>
      db.deleteFrom('budget_spends').execute(),
    );
    await expect(forget).rejects.toThrow('what was spent stays spent');
  });

  it('adds up whatever is spent to no more than its limits', async () => {
    const loss = fc.oneof(
      fc.integer({ min: 1, max: 400_000 }).map((epsilon) => ({ epsilon })),
      fc.integer({ min: 1, max: 80_000_000 }).map((rho) => ({ rho })),
    );
    let at = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(loss, { maxLength: 12 }),
        fc.integer({ min: 1, max: 300_000_000 }),
        async (losses, rho) => {
          at += 1;
          const account = { dataset: `shop-${at}`, destination: 'agency' };
          for (const [index, one] of losses.entries()) {
            const spend = { ...spendOf(`${at} ${index}`, costOf(one, 0)), ...account };
            await ledger.spend(spend, { epsilon: null, rho, delta: 0 }).catch(() => undefined);
          }
          expect((await ledger.spent(account)).rho).toBeLessThanOrEqual(rho);
        },
      ),
      { numRuns: 30 },
    );
  });
});
