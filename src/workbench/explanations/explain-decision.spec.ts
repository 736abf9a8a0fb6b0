import type { Facts } from '../../conditions/index.js';
import { exampleRegisters, type PolicyFile, policySetOf } from '../../registers/policies/index.js';
import { createDecider, kernelEvaluator, questionOf } from '../../stages/decision/index.js';
import type { SegmentationRequest } from '../../stages/request/index.js';
import { explainDecision } from './explain-decision.js';
import { explanationText } from './explanation-text.js';

const registers = exampleRegisters();
const NOW = Date.parse('2026-06-15T10:00:00Z');

function policy(kind: string, name: string, spec: string, mode = 'enforce', more = ''): PolicyFile {
  const head = `apiVersion: probity/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  title: Rule ${name}\n  owner: privacy-office\n`;
  const text = `${head}  effective: { from: 2026-01-01 }\n  mode: ${mode}\n${more}spec:\n${spec}`;
  return { file: `${name}.yaml`, name: `${name}/policy.yaml`, expected: name, holds: 'policy', text };
}

const grant = policy(
  'AccessPolicy',
  'grant',
  '  effect: grant\n  scope: { categories: [user.behavior] }\n  when: { fact: actor.roles, has: data-team }\n',
);
const noSale = (mode: string) =>
  policy(
    'AccessPolicy',
    'no-sale',
    '  effect: prohibit\n  when: { fact: destination.saleOrShare, eq: true }\n',
    mode,
    '  law: { requires: [CCPA 1798.120] }\n',
  );
const FACTS: Facts = { now: NOW, 'actor.roles': ['data-team'], 'destination.saleOrShare': false, 'isolation.level': 3 };

function explained(
  files: readonly PolicyFile[],
  change: Readonly<Record<string, Facts[string] | undefined>> = {},
  category = 'user.behavior',
) {
  const set = policySetOf(files, registers);
  const facts = Object.fromEntries(
    Object.entries({ ...FACTS, ...change }).filter(([, value]) => value !== undefined),
  ) as Facts;
  const request = {
    purpose: 'newsletter',
    dataset: 'shop',
    plugin: 'rfm',
    columns: ['visits'],
  } as unknown as SegmentationRequest;
  const columns = [{ name: 'visits', categories: [category] }];
  const decision = createDecider(set, kernelEvaluator(set, registers.taxonomy.categories)).decide(
    request,
    facts,
    columns,
  );
  const explanation = explainDecision(set, questionOf(request, facts, columns), { decision, ownRules: null });
  return { ...explanation, text: explanationText({ about: { kind: 'request' }, inForce: true, ...explanation }) };
}

describe('an explanation', () => {
  it('of a permit names the rule, the facts that made it so and what would turn it', () => {
    const { answer, present, missing, flips, text } = explained([grant, noSale('enforce')]);
    expect(answer).toBe('permit');
    expect(present).toEqual([
      { fact: 'actor.roles', value: ['data-team'] },
      { fact: 'now', value: NOW },
    ]);
    expect(missing).toEqual([]);
    expect(flips).toContainEqual([{ fact: 'destination.saleOrShare', from: false, to: true }]);
    expect(text).toMatch(/^Permitted: “Rule grant” allows it\.\n/);
    expect(text).toMatch(
      /grant\.yaml:4\n {6}now is not before 2026-01-01 .*\n {6}actor\.roles has data-team .*\[data-team\] +line 12/,
    );
  });

  it('of a denial names the law, and the fact that was missing', () => {
    const { missing, text } = explained([grant, noSale('enforce')], { 'destination.saleOrShare': undefined });
    expect(missing).toEqual(['destination.saleOrShare']);
    expect(text).toMatch(/^Denied: “Rule no-sale” forbids it\.\n/);
    expect(text).toContain('[CCPA 1798.120]');
    expect(text).toMatch(/destination\.saleOrShare is true +cannot be said +not known/);
    expect(text).toContain('destination.saleOrShare: not known → false');
  });

  it('of a denial for want of a grant shows the grant that did not count', () => {
    const { rules, text } = explained([grant], { 'actor.roles': ['campaign'] });
    expect(text).toMatch(/^Denied: no policy allows user\.behavior\./);
    expect(rules.map(({ id, counts }) => [id, counts])).toEqual([['grant', false]]);
    expect(text).toMatch(/actor\.roles has data-team +does not hold +\[campaign\]/);
  });

  it.each([
    ['audit', true, 'denial'],
    ['warn', true, 'denial'],
  ])('says what a policy in mode %s would have done', (mode, saleOrShare, answer) => {
    const { onTrial, text } = explained([grant, noSale(mode)], { 'destination.saleOrShare': saleOrShare });
    expect(onTrial).toMatchObject({ answer, reasons: [{ code: 'WOULD_PROHIBIT', rule: 'no-sale' }] });
    expect(text).toMatch(/^Permitted/);
    expect(text).toContain('With them in force the answer would have been a denial.');
    expect(explained([grant, noSale(mode)]).onTrial).toBeNull();
  });

  it('of a denial that the engine itself gave says what it could not carry out', () => {
    const walls = policy('DisclosurePolicy', 'walls', '  isolationMin: 3\n');
    const { flips, text } = explained([grant, walls], { 'isolation.level': 0 });
    expect(text).toMatch(/^Denied: the policies ask for a stronger sandbox \(level 3\)/);
    expect(flips).toEqual([]);
  });

  it('tells of an open list every word that turns the answer, and a long list in short', () => {
    const words = Array.from({ length: 12 }, (_, at) => `D${String.fromCharCode(65 + at)}`);
    const when = `{ any: [{ fact: destination.country, in: [${words.join(', ')}] }, { fact: destination.country, eq: FR }] }`;
    const nowhere = policy('AccessPolicy', 'nowhere', `  effect: prohibit\n  when: ${when}\n`);
    const { flips, text } = explained([grant, nowhere], { 'destination.country': 'DE' });
    expect(flips).toEqual([[{ fact: 'destination.country', from: 'DE', to: 'XX', anyBut: [...words, 'FR'] }]]);
    expect(text).toContain('  destination.country: DE → anything but DA, DB, DC, DD, DE, DF, DG, DH, … 13 in all\n');
    expect(text).toContain('destination.country is one of [DA, DB, DC, DD, DE, DF, DG, DH, … 12 in all]  holds');
  });

  it('finds two words that one set must have, and no word more', () => {
    const roles = ['dpo', 'legal', 'auditor'].map((role) => `{ fact: actor.roles, has: ${role} }`);
    const all = policy(
      'AccessPolicy',
      'grant',
      `  effect: grant\n  scope: { categories: [user.behavior] }\n  when: { all: [${roles.slice(0, 2)}, { not: ${roles[2]} }] }\n`,
    );
    expect(explained([all]).flips).toEqual([
      [{ fact: 'actor.roles', from: ['data-team'], to: ['data-team', 'dpo', 'legal'] }],
    ]);
  });

  it('finds six facts that are all needed', () => {
    const needed = {
      'actor.team': 'crm',
      'destination.hasContract': true,
      'destination.inRegion': true,
      'plugin.builtIn': true,
      'purpose.allowsDestination': true,
      'assessment.state': 'approved',
    };
    const tests = Object.entries(needed).map(([fact, value]) => `{ fact: ${fact}, eq: ${value} }`);
    const when = `{ all: [${tests.join(', ')}, { fact: attempts.judged, lt: 3 }] }`;
    const spec = `  effect: grant\n  scope: { categories: [user.behavior] }\n  when: ${when}\n`;
    const { flips } = explained([policy('AccessPolicy', 'grant', spec)], { 'attempts.judged': 0 });
    expect(Object.fromEntries((flips?.[0] ?? []).map(({ fact, to }) => [fact, to]))).toEqual(needed);
  });

  it('turns a permit that two grants give, and one that a sleeping prohibition would follow', () => {
    const other = policy(
      'AccessPolicy',
      'other',
      '  effect: grant\n  scope: { categories: [user.behavior] }\n  when: { fact: environment, eq: production }\n',
    );
    const { flips } = explained([grant, other], { environment: 'production' });
    expect(flips).toEqual([
      [
        { fact: 'actor.roles', from: ['data-team'], to: [] },
        { fact: 'environment', from: 'production', to: 'rehearsal' },
      ],
    ]);
    const asleep = policy(
      'AccessPolicy',
      'asleep',
      '  effect: prohibit\n  when: { all: [{ fact: actor.roles, has: data-team }, { not: { fact: actor.team, eq: crm } }] }\n',
    );
    expect(explained([grant, asleep], { 'actor.roles': [], 'actor.team': 'web' }).flips).toEqual([
      [
        { fact: 'actor.roles', from: [], to: ['data-team'] },
        { fact: 'actor.team', from: 'web', to: 'crm' },
      ],
    ]);
  });

  it('offers no value that a fact cannot have', () => {
    const tries = policy('AccessPolicy', 'tries', '  effect: prohibit\n  when: { fact: attempts.judged, gte: 0 }\n');
    const { flips, text } = explained([grant, tries], { 'attempts.judged': 2 });
    expect(flips).toEqual([]);
    expect(text).toContain('  None was found: not by other values of the facts that these rules speak of.\n');
  });
});
