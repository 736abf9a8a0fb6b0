import { lintExample } from './example-deployment.js';
import { consent, dataset, told as everything, policy, prohibit, told } from './example-policies.js';

describe('datasets', () => {
  const feature = (name: string, category: string) =>
    `  - { name: ${name}, categories: [${category}], roles: [feature], provenance: declared, type: integer }`;

  it('have, for credit, no feature that is a prohibited basis while the law says so', () => {
    const profile = (until: string) => ({
      'config/legal-profiles/law.yaml': `apiVersion: probity/v1
kind: LegalProfile
name: law
version: "1"
title: A law
jurisdictions: [US]
constants:
  - { name: prohibitedBases, value: [user.behavior], unit: data category, article: the article, from: 2020-01-01${until} }
`,
    });
    const credit = dataset(feature('visits', 'user.behavior.purchase_history'), { regime: 'credit' });
    expect(told(credit, profile(''))).toEqual(['protected-as-feature club columns[1].roles']);
    expect(told(credit, profile(', until: 2026-07-01'))).toEqual([]);
    expect(told(dataset(feature('visits', 'user.behavior')), profile(''))).toEqual([]);
  });

  it('have their quasi-identifiers hidden by a mask as well', () => {
    const open = policy('five-alike', '  kMin: 5', { kind: 'DisclosurePolicy', mode: 'audit' });
    const masked = (category: string) =>
      policy('masked', `  masks: [{ categories: [${category}], suppress: true }]`, { kind: 'DisclosurePolicy' });
    const without = {
      'policies/disclosure/five-alike/policy.yaml': open['policies/theme/five-alike/policy.yaml'] ?? '',
    };
    expect(told(without, masked('user.contact'))).toEqual([]);
    expect(told(without, masked('user.financial'))).toEqual(['quasi-identifiers-open shop columns[1].roles']);
  });
});

describe('a plugin that cannot be read', () => {
  it('is a finding beside the others, and names its folder', () => {
    const { findings } = lintExample({
      'plugins/bad/manifest.json': '{',
      'policies/waivers/once.yaml': 'kind: Waiver\n',
    });
    expect(findings.map(({ code }) => code)).toContain('PLUGIN_FOLDER_INVALID');
    expect(findings.find(({ code }) => code === 'PLUGIN_FOLDER_INVALID')).toMatchObject({
      file: expect.stringMatching(/plugins\/bad$/),
      rule: 'invalid-document',
      line: 1,
    });
  });
});

describe('columns that conditions name', () => {
  const asked = (when: string) => prohibit('one', `  when: ${when}`);

  it.each([
    ['a test of its own', '{ fact: columns.names, has: ordes }', 'spec.when.has'],
    [
      'a part of any',
      '{ any: [{ fact: columns.names, has: orders }, { fact: columns.names, has: ordes }] }',
      'spec.when.any[1].has',
    ],
    ['what is negated', '{ not: { fact: columns.names, has: ordes } }', 'spec.when.not.has'],
  ])('are told where no dataset has them: %s', (_, when, path) => {
    const { findings } = lintExample(asked(when));
    const told = findings.filter(({ rule }) => rule === 'unregistered-column');
    expect(told).toMatchObject([{ path, nearest: 'orders', level: 'warn', subject: { kind: 'policy', name: 'one' } }]);
  });

  it('have no neighbour where none is near, and are known from any dataset, measures included', () => {
    const [found] = lintExample(asked('{ fact: columns.names, has: temperature }')).findings;
    expect(found).toMatchObject({
      rule: 'unregistered-column',
      found: "'temperature', a column of no registered dataset",
    });
    expect(found).not.toHaveProperty('nearest');
    const visits =
      '  - { name: visits, categories: [user.behavior], roles: [feature], provenance: observed, type: integer }';
    expect(told(asked('{ fact: columns.names, has: visits }'))).toEqual(['unregistered-column one spec.when.has']);
    expect(told(asked('{ fact: columns.names, has: visits }'), dataset(visits))).toEqual([]);
  });
});

describe('words that are taken for others', () => {
  const told = (...files: readonly Readonly<Record<string, string>>[]) =>
    everything(...files).filter((one) => !one.startsWith('unregistered-column '));
  const when = (word: string) => prohibit('one', `  when: { fact: columns.names, has: "${word}" }`);
  it.each([
    ['a Cyrillic letter among Latin ones', '\u043erders'],
    ['a Greek letter among Latin ones', 'incοme'],
    ['Cyrillic letters that all look Latin', '\u0440\u0430\u0443'],
    ['a zero-width space', 'ord\u200bers'],
    ['a soft hyphen', 'ord\u00aders'],
    ['full-width letters', '\uff4frders'],
  ])('are told: %s', (_, word) => {
    expect(told(when(word))).toEqual(['confusable-word one spec.when.has']);
  });

  it.each(['orders', 'größe', 'доход', 'ηλικία', '年龄', 'naïve_café'])(
    'are none where the script is one: %s',
    (word) => {
      expect(told(when(word))).toEqual([]);
    },
  );

  it('are told in scopes, traits, lists and owners too', () => {
    const spec =
      '  scope: { jurisdictions: [FR, "\u0415U"] }\n  honours: [objection]\n  when: { not: { fact: row.jurisdiction, in: [DE, "\u0415S"] } }';
    expect(told(consent('one', spec))).toEqual([
      'confusable-word one spec.scope.jurisdictions[1]',
      'confusable-word one spec.when.not.in[1]',
    ]);
    const owned = Object.fromEntries(
      Object.entries(when('orders')).map(([file, text]) => [file, text.replace('privacy', 'priv\u0430cy')]),
    );
    expect(told(owned)).toEqual(['confusable-word one metadata.owner']);
    const bias = '  traits: ["s\u0435x"]\n  ratioMin: 0.8\n  confidence: 0.95\n  correction: holm';
    expect(told(policy('one', bias, { kind: 'BiasPolicy' })).join()).toMatch(/confusable-word|invalid-document/);
  });
});
