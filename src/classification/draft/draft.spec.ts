import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataEngine, openDuckDb } from '../../engines/index.js';
import { loadDatasets, sourcesOf } from '../../registers/datasets/index.js';
import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import { type ClassifiedSource, classifySource } from '../classify-source.js';
import { type DraftAsk, draftDataset } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-draft-'));
const SAID: Omit<DraftAsk, 'source' | 'name' | 'fides'> = {
  ...{ title: 'People: all of them', owner: 'shop', team: 'shop', regime: 'general', subjects: ['customer'] },
};
const HEAD = 'customerId,email,Gender,age,"odd: ""name""",spend,row.age,cardNumber';
let engine: DataEngine;
let classified: ClassifiedSource;

beforeAll(async () => {
  engine = await openDuckDb({ workFolder: join(folder, 'work') });
  const rows = Array.from(
    { length: 40 },
    (_, at) => `${at},p${at}@example.org,${at % 2 ? 'male' : 'female'},${20 + at},x${at},${at}.5,1,4111111111111111`,
  );
  writeFileSync(join(folder, 'people.csv'), [HEAD, ...rows].join('\n'));
  mkdirSync(join(folder, 'datasets'));
  mkdirSync(join(folder, 'overlays'));
  const file = {
    path: join(folder, 'people.csv'),
    format: 'csv',
    table: null,
    header: true,
    columns: [],
    nulls: [],
    trim: false,
  } as const;
  classified = await classifySource(engine, { file, declared: null, special: [] });
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

describe('draftDataset', () => {
  it('writes a dataset that loads as it is and whose source opens, with what is not sure usable by nobody', async () => {
    const text = draftDataset(classified, { ...SAID, name: 'people', source: { path: '../people.csv' }, fides: null });
    writeFileSync(join(folder, 'datasets/people.yaml'), text);
    const datasets = loadDatasets([join(folder, 'datasets')], loadTaxonomy());
    const people = datasets.get('people');
    expect(people).toMatchObject({
      subjectKey: 'customerId',
      ageColumn: 'age',
      traits: [{ name: 'gender', column: 'Gender' }],
    });
    expect(people?.columns.map(({ name, roles }) => [name, ...roles])).toEqual([
      ['customerId', 'identifier'],
      ['email', 'identifier'],
      ['Gender', 'protected', 'quasi-identifier'],
      ['age', 'protected', 'quasi-identifier'],
      ['spend', 'feature'],
      ['cardNumber', 'identifier'],
    ]);
    expect(people?.unclassified?.map(({ name }) => name)).toEqual(['odd: "name"']);
    expect(text).toContain('# left out, a name that the data engine uses: row.age');
    const facts = await engine.inspect(sourcesOf(datasets).get('people') as never);
    expect(facts.rows).toBe(40);
    expect(text).not.toContain('example.org');
  });

  it('writes an overlay that leaves to a manifest what the manifest says', () => {
    writeFileSync(
      join(folder, 'manifest.yml'),
      'dataset:\n  - fides_key: shop\n    collections:\n      - name: people\n        fields:\n          - { name: customerId }\n          - { name: email, data_categories: [user.contact.email] }\n          - { name: spend }\n          - { name: elsewhere }\n',
    );
    const fields = [
      { name: 'customerId', categories: false },
      { name: 'email', categories: true },
      { name: 'spend', categories: false },
    ];
    const fides = { manifest: '../manifest.yml', dataset: 'shop', collection: 'people', fields };
    const text = draftDataset(classified, { ...SAID, name: 'overlay', source: { path: '../people.csv' }, fides });
    writeFileSync(join(folder, 'overlays/overlay.yaml'), text);
    const overlay = loadDatasets([join(folder, 'overlays')], loadTaxonomy()).get('overlay');
    expect(overlay?.columns.map(({ name, categories }) => [name, ...categories])).toEqual([
      ['customerId', 'user.unique_id'],
      ['email', 'user.contact.email'],
      ['spend', 'user.behavior.purchase_history'],
    ]);
    expect(text).toContain('{ name: email, roles: [identifier]');
    expect(overlay?.unclassified?.map(({ name }) => name)).toEqual(['elsewhere']);
  });
});
