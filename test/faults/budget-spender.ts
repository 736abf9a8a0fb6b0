import { writeSync } from 'node:fs';
import { BUDGET_MIGRATIONS, BudgetLedger, costOf } from '../../src/budget/index.js';
import { digestOf } from '../../src/documents/index.js';
import { noiseFor, systemBits, withNoise } from '../../src/noise/index.js';
import { openState } from '../../src/store/index.js';

// Pays for queries and answers them until it is killed, and says each step on stdout once it is on disk.
const [folder = '', round = ''] = process.argv.slice(2);

const say = (line: string) => writeSync(1, `${line}\n`);
const state = await openState({ folder, migrations: BUDGET_MIGRATIONS });
const ledger = new BudgetLedger(state);
const bits = systemBits();
const loss = { epsilon: 1000 };
const limits = { epsilon: 50_000_000, rho: null, delta: 0 };
say('ready');
for (let turn = 0; ; turn += 1) {
  const query = digestOf({ round, turn });
  const account = { dataset: 'shop', destination: 'agency' };
  await ledger.spend({ ...account, query, run: `run-${round}`, at: turn, cost: costOf(loss, 0) }, limits);
  say(`paid ${query}`);
  const [drawn] = withNoise(bits, [100n], noiseFor(1n, loss));
  say(`answered ${query} ${await ledger.keepAnswer(query, String(drawn))}`);
}
