import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateShop } from '../../src/entrances/cli/demo/shop/index.js';
import { ask, type Deployment, deploy, root } from './deployment.js';

const AS_OF = Date.UTC(2026, 10, 24);
const REQUEST = { plugin: 'k-means', dataset: 'shop', purpose: 'loyalty-offers', destination: 'crm' };

type Row = Readonly<Record<string, string>>;

function rowsOf(file: string): readonly Row[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, at) => [names[at] as string, value])));
}

const monthsBefore = (months: number) => Date.UTC(2026, 10 - months, 24);

/** Who stays, worked out from the files by the words of the policies alone. */
function stayers(shop: string): number {
  const last = new Map<string, { readonly at: number; readonly state: string }>();
  const sorted = rowsOf(join(shop, 'consents.csv')).toSorted(
    (a, b) => Date.parse(a['at'] ?? '') - Date.parse(b['at'] ?? ''),
  );
  for (const { customerNumber, purpose, state = '', at = '' } of sorted) {
    if (purpose !== 'loyalty-offers' && purpose !== '*') continue;
    const about = ['granted', 'refused', 'withdrawn'].includes(state) ? 'consent' : state.slice(0, 8);
    last.set(`${customerNumber} ${about}`, { at: Date.parse(at), state });
  }
  return rowsOf(join(shop, 'customers.csv')).filter(({ customerNumber, lastActivity = '', birthDate = '' }) => {
    const consent = last.get(`${customerNumber} consent`);
    return (
      consent?.state === 'granted' &&
      consent.at >= monthsBefore(24) &&
      last.get(`${customerNumber} objected`) === undefined &&
      last.get(`${customerNumber} restrict`)?.state !== 'restricted' &&
      Date.parse(lastActivity) >= monthsBefore(36) &&
      Date.parse(birthDate) <= monthsBefore(18 * 12)
    );
  }).length;
}

describe('the people whom rules leave out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-left-out-'));
  const shop = join(folder, 'demo', 'shop');
  let deployment: Deployment;
  beforeAll(async () => {
    cpSync(join(root, 'config'), join(folder, 'config'), { recursive: true });
    generateShop(shop, { seed: 20_260, asOf: AS_OF });
    deployment = await deploy({ config: join(folder, 'config'), world: { now: () => AS_OF } });
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are those of the files, whatever is measured of the others, and in every run', async () => {
    const expected = stayers(shop);
    const kept: number[] = [];
    for (const columns of [['orders'], ['orders', 'spend', 'daysSinceOrder'], ['orders', 'spend', 'bodyCareSpend']]) {
      for (let run = 0; run < 3; run++) {
        const outcome = await deployment.governance.dryRun(ask({ ...REQUEST, columns }));
        if (outcome.kind === 'dry') kept.push(outcome.rows.kept as number);
      }
    }
    expect(kept).toEqual(Array(9).fill(expected));
  }, 120_000);
});
