import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateShop } from '../../src/entrances/cli/demo/shop/index.js';
import type { Outcome } from '../../src/run/index.js';
import { ask, type Deployment, deploy, root } from './deployment.js';

const AS_OF = Date.UTC(2026, 10, 24);
const MINUTE = 60_000;
const LOOKS = ['age', 'sex', 'jurisdiction', 'postcodeArea'];
const TWENTY_ALIKE = `apiVersion: probity/v1
kind: DisclosurePolicy
metadata:
  name: twenty-alike-in-tables
  title: In a table of people, twenty at least read alike, in two segments at least
  owner: privacy-office
  effective: { from: 2026-01-01 }
  mode: enforce
spec: { recodedKMin: 20, recodedLMin: 2, suppressionMax: 0.02 }
`;

const NO_TABLES = `apiVersion: probity/v1
kind: AccessPolicy
metadata:
  name: no-tables-with-newsletters
  title: Who sends a newsletter gets no table of people
  owner: privacy-office
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
  effect: prohibit
  scope: { purposes: { names: [newsletter] } }
  when: { fact: release.kAnonymous, eq: true }
`;

describe('a k-anonymous table of the shop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-table-'));
  let deployment: Deployment;

  beforeAll(async () => {
    cpSync(join(root, 'config'), join(folder, 'config'), { recursive: true });
    cpSync(join(root, 'policies'), join(folder, 'policies'), { recursive: true });
    for (const [path, text] of [
      ['disclosure/twenty-alike-in-tables', TWENTY_ALIKE],
      ['access/no-tables-with-newsletters', NO_TABLES],
    ] as const) {
      mkdirSync(join(folder, 'policies', path));
      writeFileSync(join(folder, 'policies', path, 'policy.yaml'), text);
    }
    generateShop(join(folder, 'demo', 'shop'), { seed: 20_260, asOf: AS_OF });
    const places = { config: join(folder, 'config'), policies: join(folder, 'policies') };
    deployment = await deploy({ ...places, world: { now: () => AS_OF } });
  }, MINUTE);

  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (kAnonymous: object, asked: object = {}): Promise<Outcome> =>
    deployment.governance.run(
      ask({
        ...{
          plugin: 'k-means',
          options: { segments: 4 },
          dataset: 'shop',
          purpose: 'loyalty-offers',
          destination: 'crm',
        },
        ...{ columns: ['orders', 'spend', 'daysSinceOrder'], seed: 7, release: { kAnonymous }, ...asked },
      }),
    );

  const rowsOf = (released: string) => readFileSync(join(released, 'k-anonymous.csv'), 'utf8').trim().split('\n');
  const sizes = (rows: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
    return [...counts.values()];
  };

  it.each(['global-recoding', 'partition'])(
    'is released beside the segments by %s, at the strictest of request and policy, with its risk and cost',
    async (method) => {
      const outcome = await run({ columns: LOOKS, k: 5, suppressionMax: 0.1, method });
      if (outcome.kind !== 'released') throw new Error(`the run is ${outcome.kind}`);
      expect(readdirSync(outcome.folder)).toEqual(
        expect.arrayContaining(['k-anonymous.csv', 'k-anonymous.parquet', 'segments.parquet']),
      );
      const [header, ...rows] = rowsOf(outcome.folder);
      expect(header).toBe(`${LOOKS.join()},segment`);
      expect(Math.min(...sizes(rows))).toBeGreaterThanOrEqual(20);
      const { recoded, segments } = outcome.report;
      if (!recoded?.risk) throw new Error('no risk is reported');
      expect(recoded.targets).toEqual({ k: 20, l: 2, t: null, suppressionMax: 0.02 });
      expect(recoded.statement).toBe('k-anonymous, pseudonymised personal data may remain');
      expect(recoded.risk.kWithSegment).toBe(Math.min(...sizes(rows)));
      expect(recoded.risk.k).toBe(Math.min(...sizes(rows.map((row) => row.slice(0, row.lastIndexOf(','))))));
      expect(recoded.risk.distinctL).toBeGreaterThanOrEqual(2);
      expect(recoded.risk.people).toBe(rows.length);
      const everybody = segments.reduce((sum, one) => sum + (one.rows ?? 0), 0);
      expect(recoded.risk.suppressed).toBe(everybody - rows.length);
      expect(recoded.risk.suppressed / everybody).toBeLessThanOrEqual(0.02);
      expect(recoded.utility?.loss).toBeLessThan(1);
      const manifest = JSON.parse(readFileSync(join(outcome.folder, 'manifest.json'), 'utf8'));
      for (const name of ['k-anonymous.csv', 'k-anonymous.parquet']) {
        const digest = createHash('sha256')
          .update(readFileSync(join(outcome.folder, name)))
          .digest('hex');
        expect(manifest.files.find((file: { name: string }) => file.name === name).digest).toBe(`sha256:${digest}`);
      }
      expect(outcome.report.acknowledged).toEqual(
        expect.arrayContaining(['recodedKMin', 'recodedLMin', 'suppressionMax']),
      );
      const page = readFileSync(join(outcome.folder, 'report.html'), 'utf8');
      expect(page).toContain('k-anonymous, pseudonymised personal data may remain');
      expect(page.replaceAll('never anonymous', '')).not.toMatch(/(?<!k-)anonymous/i);
    },
    MINUTE,
  );

  it(
    'holds no pseudonym and no customer number',
    async () => {
      const outcome = await run({ columns: ['age', 'sex'], k: 20 });
      if (outcome.kind !== 'released') throw new Error(`the run is ${outcome.kind}`);
      const [header, ...rows] = rowsOf(outcome.folder);
      expect(header).toBe('age,sex,segment');
      expect(new Set(rows.flatMap((row) => row.split(',').slice(0, 2))).size).toBeLessThan(10);
      expect(rows).toEqual([...rows].sort());
    },
    MINUTE,
  );

  it(
    'withholds the run when it cannot reach its targets',
    async () => {
      const outcome = await run({ columns: LOOKS, k: 1_000_000 });
      if (outcome.kind !== 'withheld') throw new Error(`the run is ${outcome.kind}`);
      expect(outcome.verdict.findings).toEqual([
        { code: 'TABLE_NOT_REACHED', consequence: 'withhold', subject: LOOKS.join(' x '), limit: 1_000_000 },
      ]);
      expect(outcome.report.recoded).toMatchObject({ why: 'TARGETS_NOT_REACHED', risk: null });
    },
    MINUTE,
  );

  it('refuses columns that are no quasi-identifiers or have no hierarchy, all at once', async () => {
    await expect(run({ columns: ['spend', 'birthDate', 'aeg'], k: 5 })).rejects.toThrow(
      /NOT_A_QUASI_IDENTIFIER[\s\S]*NOT_A_QUASI_IDENTIFIER[\s\S]*UNKNOWN_NAME[\s\S]*did you mean 'age'/,
    );
  });

  it(
    'is denied where a policy forbids tables, and nothing is read',
    async () => {
      const outcome = await run({ columns: ['age'], k: 5 }, { purpose: 'newsletter', destination: 'mail-house' });
      if (outcome.kind !== 'denied') throw new Error(`the run is ${outcome.kind}`);
      expect(outcome.decision.reasons).toContainEqual(
        expect.objectContaining({ code: 'PROHIBITED', ref: 'no-tables-with-newsletters' }),
      );
    },
    MINUTE,
  );
});
