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
});
