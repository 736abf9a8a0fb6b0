import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, type Deployment, deploy, root } from './deployment.js';

const NOW = Date.UTC(2026, 10, 1);
const PEOPLE = 200;

/** Two hundred made-up people, all of whom agreed: too few to show four fifths, so that an offer to them is held. */
function companyOf(folder: string): string {
  cpSync(join(root, 'config'), folder, { recursive: true });
  mkdirSync(join(folder, 'data'));
  const people = Array.from({ length: PEOPLE }, (_, at) => at);
  const shop = readFileSync(join(folder, 'datasets/shop.yaml'), 'utf8');
  writeFileSync(join(folder, 'datasets/shop.yaml'), shop.replaceAll('../../demo/shop/', '../data/'));
  const customers = people.map((at) => `${at},DE,${at % 9},1980-01-01,46,${at % 2 ? 'f' : 'm'},2026-10-01,1`);
  const head = 'customerNumber,jurisdiction,postcodeArea,birthDate,age,sex,lastActivity,wellnessInterest';
  const orders = people.flatMap((at) =>
    Array.from({ length: 1 + (at % 4 < 2 ? 0 : 6) }, (_, order) => `${at * 10 + order},${at},2026-09-01,toys,20,false`),
  );
  const consents = people.map((at) => `${at},loyalty-offers,granted,2026-01-01T00:00:00Z`);
  const write = (name: string, lines: readonly string[]) =>
    writeFileSync(join(folder, 'data', name), `${lines.join('\n')}\n`);
  write('customers.csv', [head, ...customers]);
  write('orders.csv', ['orderNumber,customerNumber,orderedAt,department,amount,cancelled', ...orders]);
  write('consents.csv', ['customerNumber,purpose,state,at', ...consents]);
  return folder;
}

describe('consent to a held release', () => {
  const config = companyOf(mkdtempSync(join(tmpdir(), 'probity-consent-')));
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deploy({ config, world: { now: () => NOW } });
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(config, { recursive: true, force: true });
  });

  it('is checked again when it is approved: nothing is released to whom somebody has left since', async () => {
    const { governance } = deployment;
    const outcome = await governance.run(
      ask({
        plugin: 'rules',
        options: { rules: [{ segment: 'few', when: { column: 'orders', lt: 3 } }], otherwise: 'many' },
        dataset: 'shop',
        purpose: 'loyalty-offers',
        destination: 'crm',
        columns: ['orders'],
      }),
    );
    if (outcome.kind !== 'held') throw new Error(`not held: ${outcome.kind}`);
    const { run } = outcome;
    const { folders, log } = governance.parts;
    const before = log.size;
    appendFileSync(join(config, 'data/consents.csv'), '7,loyalty-offers,withdrawn,2026-10-20T00:00:00Z\n');

    const decision = { by: 'officer-7', role: 'privacy-officer', reason: 'Two hundred people are all there are.' };
    await expect(governance.approve(run, decision)).rejects.toMatchObject({ code: 'HOLD_CONSENT_CHANGED' });
    expect(existsSync(folders.published(run))).toBe(false);
    expect(existsSync(folders.staging(run))).toBe(false);
    expect(log.size).toBe(before);
    expect((await governance.held()).map((one) => one.run)).toEqual([run]);
  }, 120_000);
});
