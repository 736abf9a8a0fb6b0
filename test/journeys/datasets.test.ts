import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '../../src/entrances/cli/dataset.command.js';
import { options } from '../../src/entrances/cli/options.command.js';
import { type Deployment, deploy, root } from './deployment.js';

const MANIFEST = `dataset:
  - fides_key: shop
    collections:
      - name: people
        fields:
          - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true, data_type: string } }
          - { name: visits, data_categories: [user.behavior], fides_meta: { data_type: integer } }
          - { name: nickname, data_categories: [user.name], fides_meta: { identity: name } }
          - { name: remarks }
`;
const OVERLAY = `apiVersion: probity/v1
kind: Dataset
name: people
title: People of a shop
owner: shop
team: analytics
regime: general
subjects: [customer]
source: { path: ../data/people.csv }
subjectKey: id
fides: { manifest: ../data/people.yml, dataset: shop, collection: people }
columns:
  - { name: id, roles: [identifier], provenance: observed }
  - { name: visits, roles: [feature], provenance: observed }
traits: []
`;
const FORBIDDEN = `policy:
  - fides_key: house
    rules:
      - name: no-names
        data_categories: { matches: ANY, values: [user.name] }
        data_uses: { matches: ANY, values: [marketing] }
        data_subjects: { matches: ANY, values: [customer] }
system:
  - fides_key: mailer
    privacy_declarations:
      - { name: mail, data_categories: [user.name.first], data_use: marketing.advertising, data_subjects: [customer] }
`;

describe('a dataset that a Fides manifest describes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-datasets-'));
  const config = join(folder, 'config');
  const manifest = join(config, 'data', 'people.yml');
  let deployment: Deployment;
  let globals: { settings: string };

  beforeAll(async () => {
    cpSync(join(root, 'test/journeys/config'), config, { recursive: true });
    mkdirSync(join(config, 'data'));
    writeFileSync(manifest, MANIFEST);
    writeFileSync(join(config, 'datasets', 'people.yaml'), OVERLAY);
    writeFileSync(join(config, 'data', 'people.csv'), 'id,visits,nickname,remarks\na,1,Al,x\nb,2,Bo,y\n');
    deployment = await deploy({ config });
    globals = { settings: join(deployment.folder, 'probity.yaml') };
    await deployment.close();
  });
  afterAll(async () => {
    await deployment?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows the fields without a role among the options, refused, with the reason', async () => {
    const answer = await options(globals, { dataset: 'people', purpose: 'service-offers', plugin: 'k-means' });
    const [first] = answer.json as readonly { columns: readonly { name: string; verdict: string }[] }[];
    expect(first?.columns.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['visits', 'usable'],
      ['nickname', 'refused'],
      ['remarks', 'refused'],
    ]);
    expect(first?.columns[1]).toMatchObject({ unclassified: { categories: ['user.name'], marked: 'identity' } });
    expect(answer.text).toMatch(/remarks +refused +The catalogue gives it no role/);
  });

  it('takes the options of a plugin that cannot do without', async () => {
    const asked = { dataset: 'people', purpose: 'service-offers', plugin: 'rules' };
    await expect(options(globals, asked)).rejects.toMatchObject({ code: 'PLUGIN_OPTIONS_INVALID' });
    const rules = [{ segment: 'often', when: { column: 'visits', gte: 5 } }];
    const answer = await options(globals, { ...asked, options: JSON.stringify({ rules }) });
    const [first] = answer.json as readonly { columns: readonly { name: string; verdict: string }[] }[];
    expect(first?.columns[0]).toMatchObject({ name: 'visits', verdict: 'usable' });
    expect(JSON.stringify(answer.json)).toContain('"options":{"rules":');
  });

  it('is compared with its source by name', async () => {
    const answer = await check(globals, 'people');
    expect(answer).toMatchObject({ exit: 0, json: [{ dataset: 'people', rows: 2 }] });
  });

  it('holds when its manifest does, without any state being opened', async () => {
    expect(await check(globals, manifest)).toMatchObject({ exit: 0, json: { kind: 'holds' } });
  });

  it('breaks its own policies when a system uses what a rule forbids', async () => {
    const file = join(folder, 'breaks.yml');
    writeFileSync(file, FORBIDDEN);
    const answer = await check(globals, file);
    expect(answer.exit).toBe(2);
    expect(answer.text).toContain('house, rule no-names: broken by the system mailer');
  });

  it('has mistakes for a key that nobody knows, with the place and the nearest one', async () => {
    const file = join(folder, 'stale.yml');
    writeFileSync(file, MANIFEST.replace('user.name', 'user.nmae'));
    const answer = await check(globals, file);
    expect(answer.exit).toBe(2);
    expect(answer.text).toMatch(/stale\.yml:8:\d+ UNKNOWN_CATEGORY.*did you mean 'user\.name'\?/s);
  });

  it('cannot be read when it is no YAML', async () => {
    const file = join(folder, 'broken.yml');
    writeFileSync(file, 'dataset: [');
    expect(await check(globals, file)).toMatchObject({ exit: 2, json: { kind: 'unreadable' } });
  });

  it('is an error by a name that is neither a dataset nor a file, with the nearest name', async () => {
    await expect(check(globals, 'peopel')).rejects.toMatchObject({
      code: 'DATASET_UNKNOWN',
      parts: { next: "Did you mean 'people'?" },
    });
  });
});
