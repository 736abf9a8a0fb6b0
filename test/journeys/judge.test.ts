import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../data-sets.js';
import { ask, type Deployment, deploy } from './deployment.js';

const here = describeWith('mall-customers');

const request = {
  dataset: 'mall',
  purpose: 'store-layout',
  destination: 'analysts',
  columns: ['Annual Income (k$)', 'Spending Score (1-100)'],
};

here('labels that were made outside', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deploy();
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
  });

  const labels = (name: string, keys: readonly number[]): string => {
    const file = join(deployment.folder, name);
    const rows = keys.map((key) => `${key},${key % 2 === 0 ? 'even' : 'odd'}`);
    writeFileSync(file, `CustomerID,segment\n${rows.join('\n')}\n`);
    return file;
  };
  const everybody = Array.from({ length: 200 }, (_, at) => at + 1);

  it('go through the same gates and say that their inputs were not governed', async () => {
    const outcome = await deployment.governance.judge(ask(request), { file: labels('labels.csv', everybody) });
    if (outcome.kind !== 'released') throw new Error(outcome.kind);
    expect(outcome.report.plugin).toMatchObject({ gives: 'outside', isolation: null, digest: null });
    expect(outcome.report.segments.map(({ name, rows }) => [name, rows])).toEqual([
      ['even', 100],
      ['odd', 100],
    ]);
    expect(outcome.report.notShown.map(({ code }) => code)).toContain('INPUTS_NOT_GOVERNED');
  }, 60_000);

  it('are withheld when they speak of people who are not in the run', async () => {
    const outcome = await deployment.governance.judge(ask(request), {
      file: labels('foreign.csv', [...everybody, 999]),
    });
    if (outcome.kind !== 'withheld') throw new Error(outcome.kind);
    expect(outcome.verdict.findings).toContainEqual(expect.objectContaining({ code: 'FOREIGN_LABELS', found: 1 }));
  }, 60_000);

  it.each([
    ['a person each', (key: number) => `customer ${key}`],
    ['one person', (key: number) => (key === 7 ? 'ann' : 'everybody')],
    ['an address', (key: number) => (key % 2 === 0 ? 'ann@example.com' : 'others')],
    ['a formula', (key: number) => (key % 2 === 0 ? '=1+1' : 'others')],
  ])(
    'are refused when a segment is named by %s, and the log does not hold the name',
    async (_what, nameOf) => {
      const file = join(deployment.folder, 'named.csv');
      writeFileSync(file, `CustomerID,segment\n${everybody.map((key) => `${key},${nameOf(key)}`).join('\n')}\n`);
      const { log } = deployment.governance.parts;
      const before = log.size;
      await expect(deployment.governance.judge(ask(request), { file })).rejects.toMatchObject({ code: 'LABELS_NAMES' });
      const said = [];
      for await (const { entry } of log.entries(before, log.size)) said.push(JSON.stringify(entry));
      expect(said).toHaveLength(2);
      expect(said.join()).not.toMatch(/ann|customer \d|=1\+1/);
    },
    60_000,
  );

  it('cannot name a plugin', async () => {
    const named = ask({ ...request, plugin: 'k-means' });
    await expect(deployment.governance.judge(named, { file: 'labels.csv' })).rejects.toThrow('made outside');
  }, 60_000);
});
