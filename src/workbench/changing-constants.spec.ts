import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { canonicalJson, packageRoot } from '../documents/index.js';
import { exampleRegisters, type PolicyFile, policySetOf } from '../registers/policies/index.js';
import { loadTaxonomy } from '../registers/taxonomy/index.js';
import { explain, kernelEvaluator, referenceAnswer } from '../stages/decision/index.js';
import { policyCoverage } from './coverage/index.js';
import { diffPolicies } from './diff/index.js';
import { lintExample } from './lint/example-deployment.js';
import { testMutants } from './mutation/index.js';
import { testPolicies } from './policy-test.js';

// In the example registers the age of consent is 16, and 13 from this day on; a yes lasts 24 months, then a year.
const TURN = Date.UTC(2026, 6, 21);
const registers = { ...exampleRegisters(), taxonomy: loadTaxonomy() };

const head = (kind: string, name: string, effective = '{ from: 2026-01-01 }') =>
  `apiVersion: probity/v1
kind: ${kind}
metadata: { name: ${name}, title: Tried, owner: us, effective: ${effective}, mode: enforce, law: { supports: [law] } }
spec:
`;

const GRANT = `${head('AccessPolicy', 'grant')}  effect: grant\n  scope: { categories: [user] }\n`;
const TESTED = head('AccessPolicy', 'tried', '{ from: 2026-01-01 }');
const changing = `${TESTED}  effect: prohibit\n  when: { all: [{ fact: plugin.builtIn, eq: { constant: law/effectsTest } }, { fact: purpose.effect, eq: offer }] }\n`;

const file = (name: string, text: string): PolicyFile => ({ file: name, name, text, expected: name, holds: 'policy' });
const setOf = (...texts: readonly (readonly [string, string])[]) =>
  policySetOf([file('grant', GRANT), ...texts.map(([name, text]) => file(name, text))], registers);

const question = (now: number, builtIn: boolean | undefined, effect: string) => ({
  purpose: 'loyalty-offers',
  dataset: 'shop',
  plugin: 'rfm',
  categories: ['user.financial'],
  facts: { now, 'purpose.effect': effect, ...(builtIn === undefined ? {} : { 'plugin.builtIn': builtIn }) },
});

describe('a policy with a constant that changes', () => {
  const set = setOf(['tried', changing]);
  const kernel = kernelEvaluator(set, registers.taxonomy.categories);

  it('decides otherwise from that moment on, in the kernel as in the reference', () => {
    const asked = fc.record({
      now: fc.oneof(fc.integer({ min: TURN - 2, max: TURN + 2 }), fc.integer({ min: TURN - 1e10, max: TURN + 1e11 })),
      builtIn: fc.constantFrom(true, false, undefined),
      effect: fc.constantFrom('offer', 'message'),
    });
    fc.assert(
      fc.property(asked, ({ now, builtIn, effect }) => {
        const one = question(now, builtIn, effect);
        const answer = referenceAnswer(set, one);
        expect(canonicalJson(kernel.answer(one))).toBe(canonicalJson(answer));
        const prohibited = effect === 'offer' && (builtIn === undefined || builtIn === now < TURN);
        expect(answer.effect).toBe(prohibited ? 'deny' : 'permit');
      }),
    );
  });

  it('means what two policies with literals mean, one until that moment and one from it on', () => {
    const literal = (name: string, value: boolean, effective: string) =>
      [
        name,
        `${head('AccessPolicy', name, effective)}  effect: prohibit\n  when: { all: [{ fact: plugin.builtIn, eq: ${value} }, { fact: purpose.effect, eq: offer }] }\n`,
      ] as const;
    const old = literal('old', true, '{ from: 2026-01-01, until: 2026-07-21 }');
    const { equivalent } = diffPolicies(
      set,
      setOf(old, literal('new', false, '{ from: 2026-07-21 }')),
      registers.taxonomy,
    );
    expect(equivalent).toBe(true);
    const late = diffPolicies(set, setOf(old, literal('new', false, '{ from: 2026-07-22 }')), registers.taxonomy);
    expect(late.equivalent).toBe(false);
  });

  it('is explained by the value in force alone', () => {
    const told = (now: number) => {
      const rule = explain(set, question(now, true, 'offer')).rules.find(({ id }) => id === 'tried');
      return {
        tests: rule?.leaves.map(({ fact, value, constant }) => [fact, value, constant?.name ?? null]).slice(1),
        constants: rule?.constants.map(({ name, value, article, version }) => [name, value, article, version]),
      };
    };
    const law = (value: boolean) => ({
      tests: [
        ['plugin.builtIn', value, 'law/effectsTest'],
        ['purpose.effect', 'offer', null],
      ],
      constants: [['law/effectsTest', value, 'Law 1', '1']],
    });
    expect(told(TURN - 1)).toEqual(law(true));
    expect(told(TURN)).toEqual(law(false));
  });
});

describe('cases of policies with a constant that changes', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'constants-'));
    cpSync(fileURLToPath(new URL('policies/fixtures.yaml', packageRoot())), join(folder, 'fixtures.yaml'));
    write('grant', GRANT, '{ name: all is well, expect: { decision: permit } }');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, policy: string, ...cases: readonly string[]) {
    mkdirSync(join(folder, 'access', name), { recursive: true });
    writeFileSync(join(folder, 'access', name, 'policy.yaml'), policy);
    const list = cases.map((one) => `  - ${one}\n`).join('');
    const text = `apiVersion: probity/v1\nkind: PolicyCases\nclock: 2026-06-30T12:00:00Z\ncases:\n${list}`;
    writeFileSync(join(folder, 'access', name, 'cases.yaml'), text);
  }

  const AGE = `${TESTED}  effect: prohibit\n  when: { fact: row.age, lt: { constant: law/consentAge } }\n`;
  const rows = (leaves: number) =>
    `rows: [{ row: { row.age: ${leaves} }, removed: [] }, { row: { row.age: ${leaves - 1} }, removed: [prohibited] }, { row: { row.age: null }, removed: [prohibited] }]`;
  const before = `{ name: until the change, expect: { decision: permit }, ${rows(16)} }`;
  const after = `{ name: after the change, clock: 2026-07-21T00:00:00Z, expect: { decision: permit }, ${rows(13)} }`;

  it('see each value at its time, and coverage looks at the value in force', () => {
    write('tried', AGE, before, after);
    const { results } = testPolicies([folder], registers);
    expect(results.filter(({ kind }) => kind !== 'passed')).toEqual([]);
    const parts = policyCoverage([folder], registers).policies.find(({ policy }) => policy === 'tried')?.parts;
    expect(parts?.map(({ kind, path, seen }) => [kind, path, seen])).toEqual([
      ['when', 'spec.when', { true: 2, false: 2, unknown: 2 }],
      ['leaf', 'spec.when', { true: 2, false: 2, unknown: 2 }],
    ]);
  });

  it('kill the mutants of a policy that names constants', () => {
    write('tried', AGE, before, after);
    const mutants = testMutants([folder], registers);
    expect(mutants.survivors).toEqual([]);
    const single = AGE.replace('consentAge', 'adultAge');
    write('tried', single, `{ name: the age, expect: { decision: permit }, ${rows(18)} }`);
    const found = testMutants([folder], registers).killed;
    expect(found).toBeGreaterThan(mutants.killed);
  });

  it('see a period of rows change at its time', () => {
    const retention = `${head('RetentionPolicy', 'tried')}  rowsNotOlderThan: { constant: law/yesMax }\n`;
    const active = (day: string, removed: string) => `{ row: { row.lastActivity: ${day} }, removed: [${removed}] }`;
    write(
      'tried',
      retention,
      `{ name: two years, expect: { decision: permit }, rows: [${active('2024-07-01', '')}, ${active('2024-06-29', 'retention')}] }`,
      `{ name: one year, clock: 2026-07-21T00:00:00Z, expect: { decision: permit }, rows: [${active('2025-07-21', '')}, ${active('2025-07-20', 'retention')}] }`,
    );
    expect(testPolicies([folder], registers).results.filter(({ kind }) => kind !== 'passed')).toEqual([]);
    expect(policyCoverage([folder], registers).policies.find(({ policy }) => policy === 'tried')?.parts).toMatchObject([
      { kind: 'requirement', path: 'spec.rowsNotOlderThan', seen: { true: 2, false: 2 } },
    ]);
  });
});

describe('lint', () => {
  it('holds a period that a constant gives against the law by the value of the day', () => {
    const profile = `apiVersion: probity/v1
kind: LegalProfile
name: house
version: "1"
title: Periods
jurisdictions: [EU]
constants:
  - { name: inactiveRowsMax, value: 36, unit: months, article: decision 1, from: 2026-01-01 }
  - { name: kept, value: 48, unit: months, article: decision 2, from: 2026-01-01, until: 2026-07-21 }
  - { name: kept, value: 12, unit: months, article: decision 3, from: 2026-07-21 }
`;
    const policy = `${head('RetentionPolicy', 'tried')}  rowsNotOlderThan: { constant: house/kept }\n`;
    const { findings } = lintExample({
      'config/legal-profiles/house.yaml': profile,
      'policies/retention/tried/policy.yaml': policy,
    });
    const found = findings.filter(({ rule }) => rule === 'retention-beyond-law');
    expect(found.map((one) => [one.found, one.line])).toEqual([['48 months', 5]]);
  });
});
