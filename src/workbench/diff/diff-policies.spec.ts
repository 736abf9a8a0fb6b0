import { fileURLToPath } from 'node:url';
import { evaluate } from '../../conditions/index.js';
import { packageRoot } from '../../documents/index.js';
import {
  exampleRegisters,
  loadPolicies,
  type PolicyFile,
  type PolicySet,
  policySetOf,
  type Rule,
} from '../../registers/policies/index.js';
import { referenceAnswer } from '../../stages/decision/index.js';
import { type DiffOptions, diffPolicies, diffText, type PolicyChange } from './index.js';

const registers = exampleRegisters();
const categories = [...registers.taxonomy.categories];
const HEAD = 'apiVersion: probity/v1\n';

function policy(kind: string, name: string, spec: string, metadata = ''): PolicyFile {
  const text = `${HEAD}kind: ${kind}\nmetadata:\n  name: ${name}\n  title: A rule\n  owner: privacy-office\n  effective: { from: 2026-01-01 }\n  mode: enforce\n${metadata}spec:\n${spec}\n`;
  return { file: `policies/${name}/policy.yaml`, name: `${name}/policy.yaml`, expected: name, holds: 'policy', text };
}

const access = (name: string, effect: string, rest = '') =>
  policy('AccessPolicy', name, `  effect: ${effect}\n${rest}`);
const grant = (when = '', scope = 'categories: [user.financial]') =>
  access('grant', 'grant', `  scope: { ${scope} }${when ? `\n  when: ${when}` : ''}`);
const setOf = (...files: PolicyFile[]) => policySetOf(files, registers);
const compare = (a: PolicySet, b: PolicySet, options: DiffOptions = {}) =>
  diffPolicies(a, b, { categories, ...options });
const told = (changes: readonly PolicyChange[]) =>
  changes.map(({ kind, policy: by, edit, obligation }) =>
    [kind, edit, by, ...(obligation ? [obligation] : [])].join(' '),
  );

describe('two policy sets of one meaning', () => {
  it('are proved equal, however the conditions are written', () => {
    const a = setOf(grant('{ any: [{ fact: actor.team, eq: crm }, { fact: actor.team, eq: web }] }'));
    const b = setOf(grant('{ not: { not: { fact: actor.team, in: [web, crm] } } }'));
    expect(compare(a, b)).toMatchObject({
      equivalent: true,
      widens: false,
      narrows: false,
      gaveUp: false,
      changes: [],
    });
    expect(compare(a, b).sameMeaning).toEqual(['grant']);
    expect(compare(a, b).grantsNothing).toBe(false);
    expect(diffText(compare(a, b))).toMatch(/^No request has another answer, though policies are written otherwise/);
    expect(diffText(compare(a, b))).toContain('proved to change nothing: grant.');
    expect(diffText(compare(a, a))).toMatch(/^Proved equal: every request has the same answer/);
  });

  it('are so where a minimum is lowered and nothing grants, which is said; and not once something does', () => {
    const size = (least: number) => policy('DisclosurePolicy', 'sizes', `  segmentSizeMin: ${least}`);
    const diff = compare(setOf(size(20)), setOf(size(5)));
    expect(diff).toMatchObject({ equivalent: true, grantsNothing: true, sameMeaning: ['sizes'] });
    expect(diffText(diff)).toContain('No policy grants anything under either');
    const granted = compare(setOf(grant(), size(20)), setOf(grant(), size(5)));
    expect(told(granted.changes)).toEqual(['weaker changed sizes segmentSizeMin']);
    expect(diffText(granted)).not.toContain('No policy grants anything');
  });

  it('are equal where closed words leave nothing else', () => {
    const a = setOf(grant('{ fact: environment, eq: rehearsal }'));
    const b = setOf(grant('{ not: { fact: environment, eq: production } }'));
    expect(compare(a, b).equivalent).toBe(true);
  });

  it('are equal under other names', () => {
    const renamed = policy('AccessPolicy', 'other', '  effect: grant\n  scope: { categories: [user.financial] }');
    expect(compare(setOf(grant()), setOf(renamed)).equivalent).toBe(true);
  });

  it('differ in nothing where only titles do, and take no step', () => {
    const b = { ...grant(), text: grant().text.replace('A rule', 'The rule') };
    expect(compare(setOf(grant()), setOf(b)).compared).toEqual({ policies: 1, differing: 0, steps: 0 });
  });

  it('are equal where a whole-number bound is written from the other side', () => {
    const a = setOf(grant('{ fact: attempts.judged, lt: 3 }'));
    expect(compare(a, setOf(grant('{ fact: attempts.judged, lte: 2 }'))).equivalent).toBe(true);
    expect(compare(a, setOf(grant('{ fact: attempts.judged, lte: 3 }'))).equivalent).toBe(false);
  });
});

describe('a change', () => {
  it('comes with a question that both evaluators of the sets answer as claimed', () => {
    const [a, b] = [
      setOf(grant('{ fact: actor.team, eq: crm }')),
      setOf(grant('{ fact: actor.team, in: [crm, web] }')),
    ];
    const { changes, widens, narrows } = compare(a, b);
    expect(told(changes)).toEqual(['permitted changed grant']);
    expect([widens, narrows]).toEqual([true, false]);
    const { question, before, after } = (changes[0] as PolicyChange).witness;
    expect(question.facts['actor.team']).toBe('web');
    expect([before.effect, after.effect]).toEqual(['deny', 'permit']);
    expect([referenceAnswer(a, question), referenceAnswer(b, question)]).toEqual([before, after]);
  });

  it('narrows the other way round', () => {
    const [a, b] = [
      setOf(grant('{ fact: actor.team, eq: crm }')),
      setOf(grant('{ fact: actor.team, in: [crm, web] }')),
    ];
    expect(compare(b, a)).toMatchObject({
      widens: false,
      narrows: true,
      changes: [{ kind: 'denied', policy: 'grant' }],
    });
  });

  it('is seen where a missing fact decides', () => {
    const forbids = (when: string) => setOf(grant(), access('no', 'prohibit', `  when: ${when}`));
    const a = forbids('{ not: { fact: destination.hasContract, eq: true } }');
    const { changes } = compare(a, forbids('{ fact: destination.hasContract, eq: false }'));
    expect(changes).toEqual([]);
    const b = setOf(grant('{ fact: destination.hasContract, eq: true }'));
    const { changes: more } = compare(setOf(grant('{ not: { fact: destination.hasContract, eq: false } }')), b);
    expect(more).toEqual([]);
  });

  it('is seen for names that are yet to come', () => {
    const every = [...registers.purposes.keys()].join(', ');
    const a = setOf(grant('', `categories: [user.financial], purposes: { names: [${every}] }`));
    const purposes = new Map([...registers.purposes].map(([name, { use }]) => [name, { 'purpose.use': use }]));
    const { changes } = compare(a, setOf(grant()), { purposes });
    expect(told(changes)).toEqual(['permitted changed grant']);
    expect(registers.purposes.has(changes[0]?.witness.question.purpose as string)).toBe(false);
  });

  it('knows what follows from a registered name', () => {
    const a = setOf(grant('', 'categories: [user.financial], purposes: { names: [newsletter] }'));
    const use = '{ fact: purpose.use, eq: marketing.communications.email }';
    const b = setOf(grant(use, 'categories: [user.financial], purposes: { names: [newsletter] }'));
    const purposes = new Map([...registers.purposes].map(([name, purpose]) => [name, { 'purpose.use': purpose.use }]));
    expect(compare(a, b, { purposes }).equivalent).toBe(true);
    expect(compare(a, b).equivalent).toBe(false);
  });

  it('is named by the waiver that makes it', () => {
    const kept = '  waivable: { by: [dpo] }\n';
    const no = policy('AccessPolicy', 'no', '  effect: prohibit\n  scope: { plugins: { names: [rfm] } }', kept);
    const waiver: PolicyFile = {
      file: 'waivers/once.yaml',
      name: 'waivers/once.yaml',
      expected: 'once',
      holds: 'waiver',
      text: `${HEAD}kind: Waiver\nmetadata:\n  name: once\n  title: Once\n  owner: privacy-office\n  effective: { from: 2026-01-01, until: 2026-02-01 }\nspec:\n  rule: no\n  reason: a trial in one month\n  requestedBy: somebody\n  approvedBy: { actor: another, role: dpo }\n  uses: 2\n`,
    };
    const { changes } = compare(setOf(grant(), no), setOf(grant(), no, waiver));
    expect(told(changes)).toEqual(['permitted changed no']);
    expect(changes[0]?.witness.question.facts['now']).toBeLessThan(Date.parse('2026-02-01'));
    expect(changes[0]?.witness.question.facts['waiver.uses.once']).toBeLessThan(2);
  });
});

describe('an obligation', () => {
  const disclosure = (spec: string) => setOf(grant(), policy('DisclosurePolicy', 'limits', spec));

  it('weakens and strengthens by its lattice', () => {
    const { changes } = compare(disclosure('  kMin: 5\n  lMin: 2'), disclosure('  kMin: 3\n  lMin: 4'));
    expect(told(changes)).toEqual(['weaker changed limits kMin', 'stronger changed limits lMin']);
    expect(changes[0]).toMatchObject({ before: 5, after: 3 });
  });

  it('is not weaker where another policy obliges as much', () => {
    const other = policy('DisclosurePolicy', 'other', '  kMin: 7');
    const a = setOf(grant(), other, policy('DisclosurePolicy', 'limits', '  kMin: 5'));
    expect(compare(a, setOf(grant(), other)).equivalent).toBe(true);
  });

  it("is held against the engine's own floor", () => {
    expect(told(compare(setOf(grant()), disclosure('  cellSizeMin: 3')).changes)).toEqual([
      'weaker added limits cellSizeMin',
    ]);
    expect(compare(setOf(grant()), disclosure('  cellSizeMin: 5')).equivalent).toBe(true);
  });

  it('is compared by what it does to a category, not by the key that it names', () => {
    const above = disclosure('  masks: [{ categories: [user.financial], round: 10 }]');
    const both = disclosure(
      '  masks: [{ categories: [user.financial], round: 10 }, { categories: [user.payment], round: 1 }]',
    );
    expect(told(compare(above, both).changes)).toEqual([]);
    const wider = setOf(
      grant('', 'categories: [user.financial, user.payment]'),
      policy('DisclosurePolicy', 'limits', '  masks: [{ categories: [user.payment], round: 10 }]'),
    );
    const none = setOf(grant('', 'categories: [user.financial, user.payment]'));
    expect(told(compare(none, wider).changes)).toEqual(['stronger added limits mask:user.payment']);
  });

  it('of approvals is neither weaker nor stronger where one role takes the place of another', () => {
    const by = (role: string) =>
      setOf(access('grant', 'grant', `  scope: { categories: [user.financial] }\n  approvals: [${role}]`));
    const diff = compare(by('dpo'), by('legal'));
    expect(told(diff.changes)).toEqual(['incomparable changed grant approvals']);
    expect(diff).toMatchObject({ widens: true, narrows: true });
  });

  it('keeps and removes rows, with the row that shows it', () => {
    const retention = (time: string) =>
      setOf(grant(), policy('RetentionPolicy', 'rest', `  rowsNotOlderThan: ${time}`));
    const [a, b] = [retention('12 months'), retention('24 months')];
    const { changes } = compare(a, b);
    expect(told(changes)).toEqual(['weaker changed rest rows']);
    const { question, row } = (changes[0] as PolicyChange).witness;
    const keeps = ({ rules }: PolicySet) =>
      evaluate(rules.flatMap((rule) => rule.rows)[0]?.keep as never, { ...question.facts, ...row });
    expect([keeps(a), keeps(b)]).toEqual(['false', 'true']);
  });

  it('tells a month from thirty days by the calendar', () => {
    const retention = (time: string) =>
      setOf(grant(), policy('RetentionPolicy', 'rest', `  rowsNotOlderThan: ${time}`));
    expect(told(compare(retention('1 month'), retention('30 days')).changes)).toEqual([
      'weaker changed rest rows',
      'stronger changed rest rows',
    ]);
    expect(told(compare(retention('12 months'), retention('1 year')).changes)).toEqual([]);
  });
});

describe('the comparison', () => {
  const released = loadPolicies([fileURLToPath(new URL('policies', packageRoot()))], registers);

  it('finds for each policy of the release what leaving it out would mean', () => {
    for (const { id, when } of released.rules) {
      const without: PolicySet = { ...released, rules: released.rules.filter((rule) => rule.id !== id) };
      const { changes, gaveUp } = compare(released, without);
      expect(gaveUp).toBe(false);
      expect(changes.filter(({ policy: by, edit }) => by !== id || edit !== 'removed')).toEqual([]);
      // No rule of the release grants special data: what forbids or walls it in changes nothing by itself.
      const special = JSON.stringify(when).includes('user.health_and_medical');
      expect([id, changes.length > 0]).toEqual([id, !special]);
    }
  });

  it('says where it gives up, at what size, and counts that as widening and narrowing', () => {
    const b = setOf(grant('{ fact: actor.team, in: [crm, web] }'));
    const diff = compare(setOf(grant('{ fact: actor.team, eq: crm }')), b, { limit: 1 });
    expect(diff).toMatchObject({ equivalent: false, gaveUp: true, widens: true, narrows: true });
    expect(diff.undecided[0]).toMatchObject({ policy: 'grant', kind: 'permitted' });
    expect(diffText(diff)).toMatch(
      /Not decided for 'grant': whether anything is newly permitted\. Given up after \d+ steps\./,
    );
  });

  it('says each change in one sentence with its place and its witness', () => {
    const b = setOf(grant('{ fact: actor.team, in: [crm, web] }'));
    const text = diffText(compare(setOf(grant('{ fact: actor.team, eq: crm }')), b));
    expect(text).toContain(
      "Changing 'grant' (policies/grant/policy.yaml:4) permits what was denied (no rule grants user.financial): purpose that no policy names",
    );
    expect(text).toMatch(/columns of user\.financial, at 2026-01-01T00:00:00\.\d{3}Z, actor\.team web\.$/);
  });

  it('refuses what no policy file can say', () => {
    const [rule] = setOf(grant()).rules as [Rule];
    const set = (change: Partial<Rule>): PolicySet => ({ ...setOf(grant()), rules: [{ ...rule, ...change }] });
    const foreign = { kind: 'leaf', fact: 'actor.trainedUntil', op: 'lt', value: { ref: 'purpose.expires' } } as const;
    expect(() => compare(setOf(grant()), set({ when: foreign }))).toThrow('DIFF_REFERENCE');
    expect(() => compare(setOf(grant()), set({ obligations: [{ id: 'unheard', value: 1 }] }))).toThrow(
      'DIFF_OBLIGATION',
    );
  });
});
