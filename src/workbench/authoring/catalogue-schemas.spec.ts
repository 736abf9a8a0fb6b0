import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { instantOf, packageRoot, readYaml } from '../../documents/index.js';
import { loadRegisters } from '../../run/index.js';
import { loadSettings } from '../../settings/index.js';
import { catalogueNames, catalogueSchemas } from './index.js';

const root = fileURLToPath(packageRoot());
const settings = loadSettings(join(root, 'config/probity.yaml'));
const names = catalogueNames(loadRegisters(settings), settings.policyFolders);
const schemas = catalogueSchemas(names);

describe('catalogueSchemas', () => {
  const ajv = new Ajv({ strict: false, formats: { instant: (text: string) => !Number.isNaN(instantOf(text)) } });
  const validators = new Map(
    ['policy', 'cases', 'fixtures', 'waiver', 'purpose', 'dataset'].map((name) => {
      return [name, ajv.compile(JSON.parse(schemas.get(`${name}.schema.json`) as string))] as const;
    }),
  );
  const takes = (name: string, value: unknown) => validators.get(name)?.(value) ?? false;

  it('know the names of this deployment', () => {
    expect(names).toMatchObject({
      purposes: expect.arrayContaining(['newsletter', 'loyalty-offers']),
      datasets: ['shop'],
      destinations: expect.arrayContaining(['crm', 'ad-network']),
      columns: expect.arrayContaining(['age', 'bodyCareSpend']),
      traits: ['age-band', 'sex'],
      waivable: expect.arrayContaining(['trained-people-only']),
      fixtures: { columns: expect.arrayContaining(['orders', 'income']) },
    });
  });

  const policies = readdirSync(join(root, 'policies'), { recursive: true, encoding: 'utf8' });
  it.each(policies.filter((name) => /(policy|cases|fixtures)\.yaml$/.test(name)))('take %s', (name) => {
    const document = readYaml(name, readFileSync(join(root, 'policies', name), 'utf8'));
    const [, schema = ''] = /(\w+)\.yaml$/.exec(name) ?? [];
    expect(takes(schema, document.value) ? [] : validators.get(schema)?.errors).toEqual([]);
  });

  it.each<[string, object, object]>([
    ['purposes', { purposes: { names: ['newsletter'] } }, { purposes: { names: ['newsleter'] } }],
    ['data uses', { purposes: { use: 'marketing' } }, { purposes: { use: 'marketting' } }],
    ['datasets', { datasets: { names: ['shop'] } }, { datasets: { names: ['shopp'] } }],
    ['destinations', { destinations: { names: ['crm'] } }, { destinations: { names: ['crn'] } }],
    ['categories', { categories: ['user.financial'] }, { categories: ['user.finacial'] }],
  ])('mark %s that no register has', (_what, good, bad) => {
    expect(takes('policy', policyWith({ scope: good }))).toBe(true);
    expect(takes('policy', policyWith({ scope: bad }))).toBe(false);
  });

  it.each<[object, object]>([
    [
      { when: { fact: 'row.age', lt: { constant: 'eu-gdpr/childConsentAge' } } },
      { when: { fact: 'row.age', lt: { constant: 'eu-gdpr/childAge' } } },
    ],
    [
      { when: { fact: 'columns.categories', under: { constant: 'eu-gdpr/specialCategories' } } },
      { when: { fact: 'columns.categories', under: { constant: 'eu-gdpr/childConsentAge' } } },
    ],
    [
      { when: { fact: 'destination.country', in: { constant: 'eu-gdpr/regions.eea' } } },
      { when: { fact: 'destination.country', eq: { constant: 'eu-gdpr/regions.eea' } } },
    ],
    [
      { scope: { categories: { constant: 'eu-gdpr/criminalRecords' } } },
      { scope: { categories: { constant: 'eu-gdpr/regions.eea' } } },
    ],
  ])('offer the constants that fit: %j', (good, bad) => {
    expect(takes('policy', policyWith(good))).toBe(true);
    expect(takes('policy', policyWith(bad))).toBe(false);
  });

  it.each<[string, string, string]>([
    ['purpose.name', 'newsletter', 'newsleter'],
    ['dataset.name', 'shop', 'shopp'],
    ['destination.name', 'crm', 'crn'],
    ['purpose.use', 'marketing', 'marketting'],
  ])('mark another %s in a condition', (fact, good, bad) => {
    expect(takes('policy', policyWith({ when: { fact, eq: good } }))).toBe(true);
    expect(takes('policy', policyWith({ when: { not: { fact, in: [good, bad] } } }))).toBe(false);
  });

  it('mark columns, roles and plugins that nobody knows', () => {
    expect(takes('policy', policyWith({ when: { fact: 'columns.names', has: 'age' } }))).toBe(true);
    expect(takes('policy', policyWith({ when: { fact: 'columns.names', has: 'agge' } }))).toBe(false);
    expect(takes('policy', policyWith({ when: { fact: 'actor.roles', has: 'dpo' } }))).toBe(true);
    expect(takes('policy', policyWith({ when: { fact: 'actor.roles', has: 'doctor' } }))).toBe(false);
    expect(takes('policy', policyWith({ scope: { plugins: { names: ['no-such-plugin'] } } }))).toBe(
      names.plugins.length === 0,
    );
  });

  it('offer waivable rules to waivers, and the names of the fixtures to cases', () => {
    expect(takes('waiver', waiverOf('trained-people-only'))).toBe(true);
    expect(takes('waiver', waiverOf('objection-ends-marketing-profiling'))).toBe(false);
    expect(takes('cases', casesWith({ request: { columns: ['orders'] } }))).toBe(true);
    expect(takes('cases', casesWith({ request: { columns: ['ordres'] } }))).toBe(false);
    expect(takes('cases', casesWith({ facts: { 'purpose.name': 'newsletter' } }))).toBe(true);
    expect(takes('cases', casesWith({ facts: { 'purpose.nam': 'newsletter' } }))).toBe(false);
  });
});

function policyWith(part: object) {
  const metadata = { name: 'a', title: 'A', owner: 'o', effective: { from: '2026-01-01' }, mode: 'enforce' };
  return { apiVersion: 'probity/v1', kind: 'AccessPolicy', metadata, spec: { effect: 'prohibit', ...part } };
}

function waiverOf(rule: string) {
  const effective = { from: '2026-01-01', until: '2027-01-01' };
  const approvedBy = { actor: 'b', role: 'dpo' };
  const spec = { rule, reason: 'a reason that is long', requestedBy: 'a', approvedBy };
  return { apiVersion: 'probity/v1', kind: 'Waiver', metadata: { name: 'w', title: 'W', owner: 'o', effective }, spec };
}

function casesWith(part: object) {
  const cases = [{ name: 'a case', expect: { decision: 'permit' }, ...part }];
  return { apiVersion: 'probity/v1', kind: 'PolicyCases', clock: '2026-06-30', cases };
}
