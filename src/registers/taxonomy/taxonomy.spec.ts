import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packageRoot, readYaml } from '../../documents/index.js';
import { keyMistakes, loadTaxonomy } from './index.js';

const taxonomy = loadTaxonomy();
const published = fileURLToPath(new URL('../shared/data/fideslang/data_files/', packageRoot()));

describe('the taxonomy', () => {
  it('has 85 categories, 54 uses and 15 subjects', () => {
    expect([[...taxonomy.categories].length, [...taxonomy.uses].length, [...taxonomy.subjects].length]).toEqual([
      85, 54, 15,
    ]);
  });

  // Fideslang's own files lie beside the repository where they are at hand.
  (existsSync(published) ? it.each : it.skip.each)([
    ['categories', 'data_category'],
    ['uses', 'data_use'],
    ['subjects', 'data_subject'],
  ] as const)('has the same %s as Fideslang publishes', (axis, list) => {
    const file = JSON.parse(readFileSync(`${published}data_${axis}.json`, 'utf8')) as Record<
      string,
      { fides_key: string }[]
    >;
    expect([...taxonomy[axis]]).toEqual(file[list]?.map(({ fides_key }) => fides_key).sort());
  });

  it('has every key above a key, so that a prefix always means something', () => {
    const orphans = [...taxonomy.categories, ...taxonomy.uses].filter((key) => {
      const above = key.split('.').slice(0, -1).join('.');
      return above !== '' && !taxonomy.categories.has(above) && !taxonomy.uses.has(above);
    });
    expect(orphans).toEqual([]);
  });

  it('finds what lies under a key by dotted prefix alone', () => {
    expect(taxonomy.categories.under('user.name')).toEqual(['user.name', 'user.name.first', 'user.name.last']);
    expect(taxonomy.categories.under('user.unique_id')).not.toContain('user.unique');
    expect(taxonomy.categories.under('user.nam')).toEqual([]);
  });

  it.each([
    ['user.contact.emial', 'user.contact.email'],
    ['user.contact.state', 'user.contact.address.state'],
    ['user.cookie_id', 'user.device.cookie_id'],
    ['account.contact.street', 'user.contact.address.street'],
    ['user.financial.creditcard', 'user.financial.credit_card'],
  ])('names for %s the key %s', (slip, meant) => {
    expect(taxonomy.categories.nearest(slip)).toBe(meant);
  });

  it.each([
    ['advertising', 'marketing.advertising'],
    ['improve.system', 'personalize.system'],
  ])('names for the use %s of an older taxonomy a current key', (slip, meant) => {
    expect(taxonomy.uses.nearest(slip)).toBe(meant);
  });

  it('has no near key for what resembles nothing', () => {
    expect(taxonomy.categories.nearest('zzzzqqqq')).toBeUndefined();
  });

  it('places the mistake of an unknown key and never takes it as harmless', () => {
    const document = readYaml('a.yaml', 'categories:\n  - user.name\n  - user.nmae\n');
    const asked = { taxonomy, axis: 'categories' } as const;
    const [mistake, ...more] = keyMistakes(document, ['categories'], ['user.name', 'user.nmae'], asked);
    expect(more).toEqual([]);
    expect(mistake).toMatchObject({ code: 'UNKNOWN_CATEGORY', line: 3, column: 5, nearest: 'user.name' });
  });
});
