import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentError, readYaml } from '../../../documents/index.js';
import { loadTaxonomy } from '../../taxonomy/index.js';
import { importDataset, loadDatasets } from '../index.js';

const folder = mkdtempSync(join(tmpdir(), 'import-'));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const FIDES = `dataset:
  - fides_key: shop
    collections:
      - name: People List
        fields:
          - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true, data_type: integer } }
          - { name: address, fields: [{ name: "yes", data_categories: [user.contact.address.city] }] }
          - { name: note }
      - name: orders
        fields: [{ name: id }]
`;

const DBT = {
  metadata: { dbt_schema_version: 'v12' },
  sources: {},
  nodes: {
    'model.shop.customers': {
      resource_type: 'model',
      unique_id: 'model.shop.customers',
      name: 'customers',
      constraints: [{ type: 'primary_key', columns: ['id'] }],
      columns: {
        id: { name: 'id', data_type: 'BIGINT', meta: { data_categories: 'user.unique_id' } },
        mail: { name: 'mail', data_type: 'varchar(200)', tags: ['pii:user.contact.email'] },
        born: {
          name: 'born',
          data_type: 'date',
          config: { meta: { fides: { data_categories: ['user.demographic.date_of_birth'] } } },
        },
        phone: { name: 'phone', config: { tags: ['pii'] } },
        spend: { name: 'spend', data_type: 'numeric(10,2)' },
      },
    },
    'test.shop.unique': { resource_type: 'test', name: 'unique' },
  },
};

describe('importDataset', () => {
  it('drafts an overlay from a Fides manifest and says what is missing', () => {
    const manifest = file('shop.yml', FIDES);
    const { text, missing } = importDataset(manifest, { collection: 'People List' });
    expect(readYaml('draft', text).value).toMatchObject({
      name: 'people-list',
      fides: { manifest, dataset: 'shop', collection: 'People List' },
      columns: [
        { name: 'id', roles: ['identifier'], provenance: 'unknown', type: 'integer' },
        { name: 'address.yes', roles: ['unknown'], provenance: 'unknown', type: 'unknown' },
        { name: 'note', categories: ['unknown'], roles: ['unknown'] },
      ],
    });
    expect(missing).toContain('column note: categories, roles, provenance, type');
    expect(readFileSync(manifest, 'utf8')).toBe(FIDES);
  });

  it('takes categories of dbt from meta and tags, and from nowhere else', () => {
    const { text, missing } = importDataset(file('manifest.json', JSON.stringify(DBT)));
    expect(readYaml('draft', text).value).toMatchObject({
      name: 'customers',
      columns: [
        { name: 'id', categories: ['user.unique_id'], roles: ['identifier'], type: 'integer' },
        { name: 'mail', categories: ['user.contact.email'], roles: ['unknown'], type: 'text' },
        { name: 'born', categories: ['user.demographic.date_of_birth'], type: 'date' },
        { name: 'phone', categories: ['unknown'], type: 'unknown' },
        { name: 'spend', categories: ['unknown'], type: 'decimal' },
      ],
    });
    expect(text).toContain('# marked as personal, without a category');
    expect(missing).toContain('column phone: categories, roles, provenance, type');
  });

  it('writes drafts that are refused until a person has said what is unknown', () => {
    const { text } = importDataset(file('manifest.json', JSON.stringify(DBT)));
    const datasets = mkdtempSync(join(folder, 'datasets-'));
    writeFileSync(join(datasets, 'customers.yaml'), text);
    expect(() => loadDatasets([datasets], loadTaxonomy())).toThrow(DocumentError);
  });

  it.each([
    ['IMPORT_UNKNOWN', 'shop.yml', FIDES, {}],
    ['IMPORT_UNKNOWN', 'shop.yml', FIDES, { collection: 'peeple' }],
    ['IMPORT_UNKNOWN', 'manifest.json', JSON.stringify(DBT), { dataset: 'unique' }],
    ['IMPORT_FORMAT', 'manifest.json', '{"a":', {}],
    ['IMPORT_FORMAT', 'manifest.json', '[]', {}],
    ['DOCUMENT_INVALID', 'shop.yml', 'dataset: [{ fides_key: a }]', {}],
  ])('says %s for %s', (code, name, text, choice) => {
    expect(() => importDataset(file(name, text), choice)).toThrow(expect.objectContaining({ code }));
  });

  it('keeps names that would break a line or a comment apart from the text', () => {
    const nodes = { a: { resource_type: 'model', name: 'a\n# b: c', columns: { x: { name: 'x: {"\n', meta: {} } } } };
    const { text } = importDataset(file('manifest.json', JSON.stringify({ metadata: {}, nodes })));
    expect(readYaml('draft', text).value).toMatchObject({ title: 'a\n# b: c', columns: [{ name: 'x: {"\n' }] });
  });
});
