import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { exampleRegisters, policyFiles } from '../../registers/policies/index.js';
import { testPolicies } from '../index.js';
import { mutationText, testMutants } from './index.js';
import { type Mutation, mutated } from './mutation.js';

const shipped = fileURLToPath(new URL('policies', packageRoot()));
const HEAD = 'apiVersion: probity/v1\n';
const ONE = '{ name: all is well, expect: { decision: permit } }';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  cpSync(shipped, folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

function policy(kind: string, spec: string, { mode = 'enforce', from = '2026-01-01' } = {}) {
  const metadata = `{ name: tried, title: Tried, owner: us, effective: { from: ${from} }, mode: ${mode}, law: { supports: [law] } }`;
  cpSync(join(folder, 'access/trained-people-only'), join(folder, 'access/tried'), { recursive: true });
  writeFileSync(
    join(folder, 'access/tried/policy.yaml'),
    `${HEAD}kind: ${kind}\nmetadata: ${metadata}\nspec:\n${spec}`,
  );
}

function cases(...lines: readonly string[]) {
  const list = lines.map((line) => `  - ${line}\n`).join('');
  const text = `${HEAD}kind: PolicyCases\nclock: 2026-06-30T12:00:00Z\ncases:\n${list}`;
  writeFileSync(join(folder, 'access/tried/cases.yaml'), text);
}

function survivors() {
  const test = testMutants([folder], exampleRegisters());
  return test.survivors.filter((one) => one.policy === 'tried');
}

/** The changes that a policy's one case lets through. */
function changes(kind: string, spec: string, ...lines: readonly string[]) {
  policy(kind, spec);
  cases(...lines);
  return survivors().map(({ operator, change }) => `${operator}: ${change}`);
}

describe('mutated', () => {
  const document = { a: [1, { b: 2 }], c: 3 };
  const at = (path: Mutation['path'], to: unknown) => mutated(document, { path, to });

  it('puts another value in place, and takes keys and items away', () => {
    expect(at(['a', 1, 'b'], 5)).toEqual({ a: [1, { b: 5 }], c: 3 });
    expect(at(['a', 0], undefined)).toEqual({ a: [{ b: 2 }], c: 3 });
    expect(at(['c'], undefined)).toEqual({ a: [1, { b: 2 }] });
    expect(document).toEqual({ a: [1, { b: 2 }], c: 3 });
  });
});

describe('the mistakes that are put into a policy', () => {
  it('turn tests round, swap groups and leave scopes out', () => {
    const spec = `  effect: prohibit
  scope: { purposes: { use: marketing.advertising.first_party.targeted }, plugins: { names: [fixture-foreign, k-means] } }
  when:
    all:
      - { fact: actor.team, eq: sales }
      - { any: [{ fact: attempts.judged, gte: 3 }, { fact: environment, eq: rehearsal }] }
`;
    const insight = '{ name: nothing here, request: { purpose: fixture-insight }, expect: { decision: permit } }';
    expect(changes('AccessPolicy', spec, insight).sort()).toEqual([
      'drop-policy: the policy was left out',
      'lower-threshold: 3 became 2',
      'move-boundary: gte became gt',
      'narrow-scope: fixture-foreign was forgotten',
      'narrow-scope: k-means was forgotten',
      'negate-leaf: actor.team eq sales was negated',
      'negate-leaf: attempts.judged gte 3 was negated',
      'negate-leaf: environment eq rehearsal was negated',
      'swap-group: all became any',
      'swap-group: any became all',
      'widen-scope: plugins.names was left out',
      'widen-scope: purposes.use was left out',
    ]);
  });

  it('raise a key of a grant by a level and forget one', () => {
    const spec =
      '  effect: grant\n  approvals: [dpo]\n  scope: { categories: [user.behavior.purchase_history, user.workplace] }\n';
    expect(changes('AccessPolicy', spec, ONE).sort()).toEqual([
      'drop-obligation: approvals was left out',
      'drop-policy: the policy was left out',
      'narrow-scope: user.behavior.purchase_history was forgotten',
      'narrow-scope: user.workplace was forgotten',
      'widen-scope: user.behavior.purchase_history became user.behavior',
    ]);
  });

  it('lengthen what a duration keeps, and leave out what is honoured', () => {
    const consent = '  requires: { consent: granted, notOlderThan: 1 year }\n  honours: [objection, opt-out]\n';
    expect(changes('ConsentPolicy', consent, ONE).sort()).toEqual([
      'drop-obligation: honours.0 was left out',
      'drop-obligation: honours.1 was left out',
      'drop-obligation: notOlderThan was left out',
      'drop-obligation: requires was left out',
      'drop-policy: the policy was left out',
      'lengthen-retention: 1 year became 2 years',
    ]);
    const retention = '  rowsNotOlderThan: 30 days\n  releaseNotLongerThan: 3 months\n';
    expect(changes('RetentionPolicy', retention, ONE).sort()).toEqual([
      'drop-obligation: releaseNotLongerThan was left out',
      'drop-obligation: rowsNotOlderThan was left out',
      'drop-policy: the policy was left out',
      'lengthen-retention: 3 months became 4 months',
      'lengthen-retention: 30 days became 31 days',
    ]);
  });

  it('lower bounds and weaken masks and consequences', () => {
    const disclosure = `  lMin: 2
  modelOnly: true
  masks: [{ categories: [user.financial], bucket: 1000 }, { categories: [user.account], quantiles: 4 }]
`;
    expect(changes('DisclosurePolicy', disclosure, ONE).sort()).toEqual([
      'drop-obligation: lMin was left out',
      'drop-obligation: masks.0 was left out',
      'drop-obligation: masks.1 was left out',
      'drop-obligation: modelOnly was left out',
      'drop-policy: the policy was left out',
      'lower-threshold: bucket 1000 became 500',
      'lower-threshold: lMin 2 became 1',
      'lower-threshold: quantiles 4 became 5',
    ]);
    const bias = '  ratioMin: 0.8\n  confidence: 0.8\n  correction: none\n  onFail: hold\n  attemptsMax: 2\n';
    expect(changes('BiasPolicy', bias, ONE).sort()).toEqual([
      'drop-obligation: attemptsMax was left out',
      'drop-obligation: onFail was left out',
      'drop-policy: the policy was left out',
      'lower-threshold: attemptsMax 2 became 3',
      'lower-threshold: onFail hold became release',
      'lower-threshold: ratioMin 0.8 became 0.7',
    ]);
  });
});

describe('the mistakes that are put into a list', () => {
  it('forget a trait, and a category of a mask', () => {
    const disclosure = '  masks: [{ categories: [user.financial, user.account], bucket: 1000 }]\n';
    expect(changes('DisclosurePolicy', disclosure, ONE)).toEqual(
      expect.arrayContaining([
        'drop-obligation: user.financial was forgotten',
        'drop-obligation: user.account was forgotten',
      ]),
    );
    const bias = '  traits: [sex, race]\n  ratioMin: 0.9\n  confidence: 0.95\n  correction: holm\n';
    expect(changes('BiasPolicy', bias, ONE)).toEqual(
      expect.arrayContaining(['drop-obligation: sex was forgotten', 'drop-obligation: race was forgotten']),
    );
  });

  it('are none where a policy on trial would oblige otherwise, which no case can see', () => {
    policy('DisclosurePolicy', '  lMin: 3\n  when: { fact: purpose.effect, eq: price }\n', { mode: 'warn' });
    cases(ONE);
    expect(survivors().map(({ operator, killedBy }) => [operator, killedBy !== null])).toEqual([
      ['drop-policy', true],
      ['negate-leaf', true],
    ]);
  });
});

describe('a survivor', () => {
  it('of the clock is found at another moment', () => {
    const cut =
      '  effect: prohibit\n  when: { all: [{ fact: now, after: 2027-03-01 }, { fact: purpose.effect, eq: price }] }\n';
    policy('AccessPolicy', cut);
    cases(ONE);
    expect(survivors().map(({ killedBy }) => killedBy)).not.toContain(null);
    policy('DisclosurePolicy', '  kMin: 7\n', { from: '2027-06-01' });
    expect(survivors().map(({ killedBy }) => killedBy)).not.toContain(null);
  });

  it('is named by file and line, with a case that finds it', () => {
    policy('DisclosurePolicy', '  kMin: 7\n');
    cases(ONE);
    expect(mutationText(testMutants([folder], exampleRegisters()))).toContain(
      `access/tried/policy.yaml:5:3 lower-threshold: kMin 7 became 6
  - name: notices that kMin 7 became 6
    expect: { decision: permit, obligations: { kMin: 7 } }`,
    );
  });

  it('may be no mistake at all, and then says so', () => {
    // Another policy prohibits the same, so no answer shows that a duty of a denied run is gone.
    policy('DisclosurePolicy', '  when: { fact: actor.trainedUntil, before: now }\n  kMin: 7\n');
    cases(ONE);
    const lowered = survivors().find(({ operator }) => operator === 'lower-threshold');
    expect(lowered).toMatchObject({ killedBy: null });
    expect(mutationText(testMutants([folder], exampleRegisters()))).toContain('equivalent?');
  });

  it('counts a case that fails without a mutant as none', () => {
    policy('DisclosurePolicy', '  lMin: 2\n');
    cases('{ name: all is wrong, expect: { decision: denial } }');
    const test = testMutants([folder], exampleRegisters());
    expect(test.failing).toEqual([{ policy: 'tried', case: 'all is wrong' }]);
    expect(test.policies.find((one) => one.policy === 'tried')).toEqual({ policy: 'tried', mutants: 2, killed: 0 });
  });
});

describe('the cases that survivors ask for', () => {
  // Every policy of the release, with no case but an idle one: what is proposed must be enough to find every mutant.
  it('pass on the policies and kill every mutant that they were proposed for', () => {
    for (const { file } of policyFiles([folder])) idle(dirname(file));
    const before = testMutants([folder], exampleRegisters());
    const proposed = before.survivors.filter(({ killedBy }) => killedBy !== null);
    expect(proposed.length).toBeGreaterThan(80);
    for (const { place, killedBy } of proposed) {
      const file = join(dirname(place.file), 'cases.yaml');
      writeFileSync(file, `${readFileSync(file, 'utf8')}${killedBy}\n`);
    }
    expect(testPolicies([folder], exampleRegisters())).toMatchObject({ failed: 0 });
    const after = testMutants([folder], exampleRegisters());
    expect(after.survivors.filter(({ killedBy }) => killedBy !== null)).toEqual([]);
    expect(after.failing).toEqual([]);
    expect(after.mutants - after.killed).toBe(before.mutants - before.killed - proposed.length);
  }, 60_000);
});

function idle(home: string) {
  const file = join(home, 'cases.yaml');
  expect(existsSync(file)).toBe(true);
  const one = '  - { name: only for a start, request: { purpose: fixture-pricing }, expect: { decision: denial } }\n';
  writeFileSync(file, `${HEAD}kind: PolicyCases\nclock: 2026-06-30T12:00:00Z\ncases:\n${one}`);
}
