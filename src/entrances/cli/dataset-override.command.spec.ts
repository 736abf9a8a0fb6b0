import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { show } from './audit.command.js';
import { classify } from './dataset-classify.command.js';
import { override } from './dataset-override.command.js';
import { init } from './init.command.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-override-'));
const globals = { settings: join(folder, 'config/probity.yaml'), json: true };
const flags = { categories: 'user.contact.email', reason: 'The hotline writes addresses there.', as: 'dpo-7' };
const kept = join(folder, 'config/classifications/people.yaml');

beforeAll(async () => {
  await init(globals);
  mkdirSync(join(folder, 'data'));
  writeFileSync(
    join(folder, 'data/people.csv'),
    ['id,note', ...Array.from({ length: 30 }, (_, at) => `${at},p${at}@example.org`)].join('\n'),
  );
  writeFileSync(
    join(folder, 'config/datasets/people.yaml'),
    `apiVersion: probity/v1
kind: Dataset
name: people
title: People
owner: shop
team: shop
regime: general
subjects: [customer]
source: { path: ../../data/people.csv }
subjectKey: id
columns:
  - { name: id, categories: [user.unique_id], roles: [identifier], provenance: observed, type: integer }
  - { name: note, categories: [user.behavior], roles: [feature], provenance: observed, type: text }
traits: []
`,
  );
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

async function standings() {
  const { exit, json } = await classify(globals, 'people', {});
  const [part] = (json as { parts: { columns: { name: string; standing: string; override: object | null }[] }[] })
    .parts;
  return { exit, columns: part?.columns.map(({ name, standing, override: said }) => [name, standing, said !== null]) };
}

describe('probity dataset override', () => {
  it('answers a contradiction, is recorded before it is kept, and keeps winning', async () => {
    expect(await standings()).toEqual({
      exit: 2,
      columns: [
        ['id', 'declared', false],
        ['note', 'contradicted', false],
      ],
    });
    const { json } = await override(globals, ['people', 'note'], flags);
    const { index } = json as { index: number };
    const shown = (await show(globals, { from: index, to: index + 1 })).json;
    expect(JSON.stringify(shown)).toContain('column-overridden');
    expect(JSON.stringify(shown)).toContain('dpo-7');
    expect(await standings()).toEqual({
      exit: 0,
      columns: [
        ['id', 'declared', false],
        ['note', 'contradicted', true],
      ],
    });
    await classify(globals, 'people', { keep: true });
    expect(readFileSync(kept, 'utf8')).toContain('The hotline writes addresses there.');
    expect(readFileSync(kept, 'utf8')).not.toContain('example.org');
    expect((await standings()).exit).toBe(0);
  }, 120_000);

  it('marks what is found otherwise after the data changed', async () => {
    writeFileSync(
      join(folder, 'data/people.csv'),
      ['id,note', ...Array.from({ length: 30 }, (_, at) => `${at},visit`)].join('\n'),
    );
    writeFileSync(kept, readFileSync(kept, 'utf8').replace(/overrides:[\s\S]*?found:/, 'overrides: []\nfound:'));
    const { exit, text } = await classify(globals, 'people', {});
    expect(exit).toBe(2);
    expect(text).toContain('found otherwise than it was kept, in other data');
  }, 60_000);

  it.each([
    ['a column that is not there', ['people', 'nota'], flags],
    ['a dataset that is not there', ['peple', 'note'], flags],
    ['a category that is none', ['people', 'note'], { ...flags, categories: 'user.contact.emial' }],
    ['a person by name', ['people', 'note'], { ...flags, as: 'Ann Other' }],
    ['no reason', ['people', 'note'], { ...flags, reason: ' ' }],
  ] as const)('refuses %s, and writes nothing', async (_what, names, wrong) => {
    const before = existsSync(kept) ? readFileSync(kept, 'utf8') : '';
    await expect(override(globals, names, wrong)).rejects.toMatchObject({ code: 'FLAG_INVALID' });
    expect(existsSync(kept) ? readFileSync(kept, 'utf8') : '').toBe(before);
  });
});
