import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BUDGET_MIGRATIONS, BudgetLedger, type Paid, total } from '../../src/budget/index.js';
import { openState } from '../../src/store/index.js';
import { type BundledProgram, bundledProgram } from './bundled-program.js';

const ROUNDS = 12;
const WRITE_MS = 120;

describe('a spender that is killed at random times', () => {
  let program: BundledProgram;
  let folder: string;
  beforeAll(async () => {
    program = await bundledProgram('budget-spender');
    folder = await mkdtemp(join(tmpdir(), 'probity-budget-kill-'));
  });
  afterAll(async () => {
    await program.remove();
    await rm(folder, { recursive: true });
  });

  /** Lets one spender live for a random while, kills it, and returns the whole lines that it said. */
  async function killedSpender(round: number): Promise<readonly string[]> {
    const child = spawn(process.execPath, [program.file, folder, String(round)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    const ready = new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.startsWith('ready')) resolve();
      });
    });
    const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
    await Promise.race([ready, ended]);
    await sleep(Math.random() * WRITE_MS);
    child.kill('SIGKILL');
    await ended;
    return said.split('\n').slice(0, -1);
  }

  async function ledgerNow(): Promise<readonly Paid[]> {
    const state = await openState({ folder, migrations: BUDGET_MIGRATIONS });
    const paid = await new BudgetLedger(state).all();
    await state.close();
    return paid;
  }

  it(`forgets no spend and no answer in ${ROUNDS} rounds, and leaves at most one spend of a round unanswered`, async () => {
    const said: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      said.push(...(await killedSpender(round)));
      const paid = await ledgerNow();
      const byQuery = new Map(paid.map((one) => [one.query as string, one]));
      for (const line of said) {
        const [what, query = '', answer] = line.split(' ');
        if (what === 'paid') expect(byQuery.has(query)).toBe(true);
        if (what === 'answered') expect(byQuery.get(query)?.answer).toBe(answer);
      }
      expect(paid.filter((one) => one.answer === null).length).toBeLessThanOrEqual(round + 1);
      expect(total(paid.map(({ cost }) => cost)).epsilon).toBe(paid.length * 1000);
    }
    // Were nothing spent in all these rounds, the test would prove nothing.
    expect(said.filter((line) => line.startsWith('answered')).length).toBeGreaterThan(ROUNDS);
  }, 120_000);
});
