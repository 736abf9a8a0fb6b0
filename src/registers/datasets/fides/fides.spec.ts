import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DocumentError, digestOfBytes, packageRoot } from '../../../documents/index.js';
import { loadTaxonomy } from '../../taxonomy/index.js';
import { checkManifest, loadDatasets } from '../index.js';

const taxonomy = loadTaxonomy();
const published = fileURLToPath(new URL('../shared/data/fides-datasets/', packageRoot()));
const SAMPLES = 'src/fides/data/sample_project/sample_resources';

/** Every published manifest and what it is; `holds` unless said otherwise. */
const STATES: Readonly<Record<string, string>> = {
  'tests/ctl/data/failing_declaration_taxonomy.yml': 'violates',
  'tests/ctl/data/failing_nested_dataset.yml': 'violates',
  'tests/ctl/data/failing_dataset_taxonomy.yml': 'invalid',
  'tests/ctl/data/failing_dataset_field_taxonomy.yml': 'invalid',
  'tests/ctl/data/dataset_missing_categories.yml': 'invalid',
  'tests/ctl/data/failing_dataset_collection_taxonomy.yml': 'unreadable',
  'tests/ops/resources/policy/masking_example.yaml': 'unreadable',
};

const files = existsSync(published)
  ? readdirSync(published, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name))
  : [];

// Fides' manifests lie beside the repository where they are at hand.
const here = files.length > 0 ? describe : describe.skip;

here('a manifest that Fides publishes', () => {
  it('is one of 27', () => expect(files).toHaveLength(27));

  it.each(files)('%s loads unmodified, and is what it should be', (name) => {
    const before = digestOfBytes(readFileSync(join(published, name)));
    expect(checkManifest(join(published, name), taxonomy).kind).toBe(STATES[name] ?? 'holds');
    expect(digestOfBytes(readFileSync(join(published, name)))).toBe(before);
  });

  it('is unreadable at the scalar that a deeper line cannot go on from', () => {
    const state = checkManifest(join(published, 'tests/ctl/data/failing_dataset_collection_taxonomy.yml'), taxonomy);
    expect(state.kind === 'unreadable' && state.mistakes[0]).toMatchObject({ code: 'YAML_SYNTAX', line: 7 });
  });

  it('is invalid where a rule has no name, whatever it would have forbidden', () => {
    const state = checkManifest(join(published, 'tests/ctl/data/failing_dataset_taxonomy.yml'), taxonomy);
    const codes = state.kind === 'invalid' ? state.mistakes.map(({ code, path }) => `${code} ${path}`) : [];
    expect(codes).toEqual(['MISSING_KEY policy[0].rules[0]', 'UNKNOWN_KEY policy[0].rules[0].fides_key']);
  });

  it('is invalid for a key that the taxonomy lacks, with the nearest one', () => {
    const state = checkManifest(join(published, 'tests/ctl/data/dataset_missing_categories.yml'), taxonomy);
    expect(state.kind === 'invalid' && state.mistakes).toEqual([
      expect.objectContaining({ code: 'UNKNOWN_CATEGORY', line: 7, nearest: 'user.contact.address.state' }),
    ]);
  });

  it('violates through a column of a dataset that a system refers to, and says its unknown keys too', () => {
    const state = checkManifest(join(published, 'tests/ctl/data/failing_nested_dataset.yml'), taxonomy);
    if (state.kind !== 'violates') throw new Error(state.kind);
    const dataset = 'test_failing_nested_dataset_field.organization.organization_address';
    const broken = {
      policy: 'primary_privacy_policy',
      rule: 'exclude_location_information',
      system: 'client_analytics',
    };
    expect(state.violations).toEqual(
      ['street', 'city', 'state'].map((name) => ({ ...broken, column: `${dataset}.${name}` })),
    );
    expect(state.mistakes.map(({ nearest }) => nearest)).toEqual(
      ['street', 'city', 'state'].map((name) => `user.contact.address.${name}`),
    );
  });
});

here('an overlay', () => {
  const manifest = join(published, SAMPLES, 'mongo_example_test_dataset.yml');
  const overlay = (
    columns: string,
    fides = 'dataset: mongo_test, collection: customer_details',
  ) => `apiVersion: probity/v1
kind: Dataset
name: details
title: Details of customers
owner: shop
team: shop
regime: general
subjects: [customer]
source: { path: details.parquet }
subjectKey: customer_id
fides: { manifest: ${manifest}, ${fides} }
columns:
  - { name: customer_id, roles: [identifier], provenance: observed, type: text }
${columns}
traits: []
`;

  function load(text: string) {
    const folder = mkdtempSync(join(tmpdir(), 'overlay-'));
    writeFileSync(join(folder, 'details.yaml'), text);
    return loadDatasets([folder], taxonomy).get('details');
  }

  function mistakesOf(text: string) {
    try {
      load(text);
    } catch (error) {
      if (error instanceof DocumentError) return error.diagnostics.map(({ code, path }) => `${code} ${path}`);
      throw error;
    }
    throw new Error('nothing was thrown');
  }

  it('takes categories and types from the manifest, for nested fields too', () => {
    const dataset = load(overlay('  - { name: workplace_info.position, roles: [feature], provenance: declared }'));
    expect(dataset?.columns).toEqual([
      {
        name: 'customer_id',
        roles: ['identifier'],
        provenance: 'observed',
        type: 'text',
        categories: ['user.unique_id'],
      },
      {
        name: 'workplace_info.position',
        roles: ['feature'],
        provenance: 'declared',
        type: 'text',
        categories: ['user.job_title'],
      },
    ]);
  });

  it('leaves the other fields known and unusable', () => {
    const dataset = load(overlay(''));
    expect(dataset?.unclassified).toContainEqual({
      name: '_id',
      categories: ['system.operations'],
      marked: 'primary-key',
    });
    expect(dataset?.unclassified).toContainEqual({ name: 'workplace_info.employer', categories: [], marked: null });
    expect(dataset?.unclassified?.map(({ name }) => name)).not.toContain('customer_id');
  });

  it.each([
    [
      'MANIFEST_LACKS columns[1].name',
      '  - { name: gendre, roles: [protected], provenance: declared, type: text }',
      undefined,
    ],
    [
      'COLUMN_UNCLASSIFIED columns[1]',
      '  - { name: workplace_info.employer, roles: [feature], provenance: declared }',
      undefined,
    ],
    ['MANIFEST_LACKS fides.collection', '', 'dataset: mongo_test, collection: customer_detail'],
    ['MANIFEST_LACKS fides.dataset', '', 'dataset: mongo_tests, collection: customer_details'],
  ])('says %s', (expected, columns, fides) => {
    expect(mistakesOf(overlay(columns, fides))).toEqual([expected]);
  });

  it('names the manifest that is not there', () => {
    expect(mistakesOf(overlay('').replace(manifest, 'nowhere.yml'))).toEqual(['MANIFEST_UNREADABLE fides.manifest']);
  });
});

describe('a manifest with data_purposes', () => {
  const text = (categories: string) => `dataset:
  - fides_key: shop
    data_purposes: [analytics]
    collections:
      - name: people
        surprise: 1
        fields:
          - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
          - { name: mail, data_categories: [${categories}], data_purposes: [newsletter] }
`;
  const folder = mkdtempSync(join(tmpdir(), 'fides-'));
  const overlay = (mail: string) => `apiVersion: probity/v1
kind: Dataset
name: people
title: People
owner: shop
team: shop
regime: general
subjects: [customer]
source: { path: people.csv }
fides: { manifest: ../people.yml, dataset: shop, collection: people }
columns:
  - { name: mail, ${mail}roles: [identifier], provenance: declared, type: text }
traits: []
`;
  const load = (categories: string, mail = '') => {
    writeFileSync(join(folder, 'people.yml'), text(categories));
    const datasets = mkdtempSync(join(folder, 'datasets-'));
    writeFileSync(join(datasets, 'people.yaml'), overlay(mail));
    return loadDatasets([datasets], taxonomy).get('people');
  };

  it('keeps them, and loads in spite of a key that Fides does not have', () => {
    expect(load('user.contact.email')?.dataPurposes).toEqual(['analytics', 'newsletter']);
    const state = checkManifest(join(folder, 'people.yml'), taxonomy);
    expect(state.kind === 'holds' && state.notices.map(({ path }) => path)).toEqual([
      'dataset[0].collections[0].surprise',
    ]);
  });

  it('is refused for a stale category, until the overlay says a current one', () => {
    expect(() => load('user.contact.emial')).toThrow(/UNKNOWN_CATEGORY.*did you mean 'user.contact.email'/s);
    expect(load('user.contact.emial', 'categories: [user.contact.email], ')?.columns[0]?.categories).toEqual([
      'user.contact.email',
    ]);
  });
});
