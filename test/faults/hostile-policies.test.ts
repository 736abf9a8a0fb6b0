import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DocumentError, ProbityError } from '../../src/documents/index.js';
import { exampleRegisters, loadPolicies } from '../../src/registers/policies/index.js';
import { loadSettings } from '../../src/settings/index.js';
import { lintPolicies, testPolicies } from '../../src/workbench/index.js';

const root = new URL('../..', import.meta.url).pathname;
const deployment = loadSettings(join(root, 'config/probity.yaml'));
const registers = exampleRegisters();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-policies-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Written {
  readonly name?: string;
  readonly title?: string;
  readonly spec?: string;
}

function text({ name = 'a-policy', title = 'A policy', spec = '  effect: prohibit\n' }: Written): string {
  const head = `apiVersion: probity/v1\nkind: AccessPolicy\nmetadata:\n  name: ${name}\n  title: ${title}\n`;
  const law = '  owner: privacy-office\n  law: { supports: [GDPR 5(1)(c)] }\n';
  return `${head}${law}  effective: { from: 2026-01-01 }\n  mode: enforce\nspec:\n${spec}`;
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function lint() {
  const settings = { levels: new Map(), suppressions: [], pages: '', mistakes: [] };
  return lintPolicies({ ...deployment, policyFolders: [folder] }, { settings, now: Date.UTC(2026, 10, 1) });
}

/** The codes by which the register refuses, and the lint tells, what lies in the folder; both say the same. */
function codes(): readonly string[] {
  const told = lint().findings.filter(({ level, rule }) => level === 'error' && rule !== 'retention-beyond-law');
  const refused = refusals(() => loadPolicies([folder], registers));
  expect(told.map(({ code }) => code)).toEqual(expect.arrayContaining([...refused]));
  expect(refusals(() => testPolicies([folder], registers))).toEqual(refused);
  for (const { found, excerpt } of told) expect(`${found}${excerpt}`.length).toBeLessThan(2_000);
  return refused;
}

function refusals(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof DocumentError) return error.diagnostics.map(({ code }) => code);
    if (error instanceof ProbityError) return [error.code];
    throw error;
  }
}

describe('a hostile policy', () => {
  const nested = (depth: number) => `${'{ not: '.repeat(depth)}{ fact: row.age, lt: 18 }${' }'.repeat(depth)}`;
  const bomb = (width: number, depth: number) => {
    const level = (at: number) => `  - &a${at} [${new Array(width).fill(`*a${at - 1}`).join(', ')}]\n`;
    return `  - &a0 [one]\n${Array.from({ length: depth }, (_, at) => level(at + 1)).join('')}`;
  };

  it.each<[string, string, string]>([
    ['one scalar of 1 MiB', text({ title: 'x'.repeat(1_048_576) }), 'YAML_TOO_LARGE'],
    ['one scalar of nearly 1 MiB', text({ title: 'x'.repeat(1_047_000) }), 'OUT_OF_RANGE'],
    ['a key of nearly 1 MiB', text({ spec: `  effect: prohibit\n  ${'k'.repeat(1_040_000)}: 1\n` }), 'YAML_SYNTAX'],
    ['100,000 levels', text({ spec: `  effect: prohibit\n  when: ${nested(40_000)}\n` }), 'YAML_TOO_DEEP'],
    ['33 levels', text({ spec: `  effect: prohibit\n  when: ${nested(40)}\n` }), 'YAML_TOO_DEEP'],
    ['brackets that nobody closes', text({ spec: `  when: ${'['.repeat(500_000)}` }), 'YAML_TOO_DEEP'],
    ['aliases that multiply', `apiVersion: probity/v1\nx:\n${bomb(10, 9)}`, 'YAML_ALIASES'],
    ['aliases of aliases', `apiVersion: probity/v1\nx:\n${bomb(2, 30)}`, 'YAML_ALIASES'],
    ['a test of itself', text({ spec: '  effect: prohibit\n  when: &w { not: *w }\n' }), 'CONDITION_TOO_DEEP'],
    [
      'a list of itself',
      text({ spec: '  effect: prohibit\n  when: { all: &l [{ any: *l }] }\n' }),
      'CONDITION_TOO_DEEP',
    ],
  ])(
    '%s is refused with its code (%#)',
    (_what, content, code) => {
      write('theme/a-policy/policy.yaml', content);
      const began = performance.now();
      expect(codes()).toContain(code);
      expect(performance.now() - began).toBeLessThan(30_000);
    },
    60_000,
  );
});

describe('names that look like others', () => {
  // U+0430, U+0435 and U+0440 look like the Latin a, e and p; U+200B and U+FEFF look like nothing at all.
  it.each<[string, Written, string]>([
    ['of a policy', { name: '\u0430-policy' }, 'OUT_OF_RANGE'],
    ['of a policy, with a space of no width', { name: 'a-pol\u200bicy' }, 'OUT_OF_RANGE'],
    ['of a policy, in full width', { name: '\uff41-policy' }, 'OUT_OF_RANGE'],
    ['of a policy, with an accent of its own', { name: 'a-policy\u0301' }, 'OUT_OF_RANGE'],
    ['of a policy, with an override', { name: 'a-policy\u202e' }, 'YAML_BIDI'],
    ['of a purpose', spec('scope: { purposes: { names: [n\u0435wsletter] } }'), 'OUT_OF_RANGE'],
    ['of a purpose in a test', spec('when: { fact: purpose.name, eq: n\u0435wsletter }'), 'UNKNOWN_NAME'],
    ['of a category', spec('when: { fact: columns.categories, has: us\u0435r.account }'), 'UNKNOWN_TAXONOMY_KEY'],
    ['of a fact', spec('when: { fact: row.\u0430ge, lt: 18 }'), 'UNKNOWN_FACT'],
    ['of a word from a list', spec('when: { fact: actor.roles, has: dp\u043e }'), 'UNKNOWN_WORD'],
    ['of a team', spec('when: { fact: actor.team, eq: \u0441rm }'), 'UNKNOWN_WORD'],
    ['of a country', spec('when: { not: { fact: destination.country, in: [DE, \u0415S] } }'), 'UNKNOWN_WORD'],
    ['of a key', spec('wh\u0435n: { fact: row.age, lt: 18 }'), 'UNKNOWN_KEY'],
    ['of an operator', spec('when: { fact: row.age, \u0435q: 18 }'), 'UNKNOWN_KEY'],
  ])('%s are refused (%#)', (_what, written, code) => {
    write(`theme/${written.name ?? 'a-policy'}/policy.yaml`, text(written));
    expect(codes()).toContain(code);
  });
});

describe('a waiver', () => {
  const waiver = (requestedBy: string, actor: string) =>
    [
      'apiVersion: probity/v1\nkind: Waiver\nmetadata:\n  name: a-waiver\n  title: A waiver\n  owner: privacy-office',
      '  effective: { from: 2026-01-01, until: 2026-12-01 }\nspec:\n  rule: a-policy\n  reason: A reason of ten letters.',
      `  requestedBy: ${requestedBy}\n  approvedBy: { actor: ${actor}, role: dpo }\n`,
    ].join('\n');

  it.each([
    ['ada', 'ada', 'WAIVER_APPROVER'],
    ['ada', '\u0430da', 'OUT_OF_RANGE'],
    ['ada', 'ada\u200b', 'OUT_OF_RANGE'],
    ['ada', 'Ada', 'OUT_OF_RANGE'],
  ])('that %s asked for and %j approved is refused', (asked, approved, code) => {
    const waivable = text({}).replace('  mode: enforce\n', '  mode: enforce\n  waivable: { by: [dpo] }\n');
    write('theme/a-policy/policy.yaml', waivable);
    write('waivers/a-waiver.yaml', waiver('ada', 'ben'));
    expect(codes()).toEqual([]);
    write('waivers/a-waiver.yaml', waiver(asked, approved));
    expect(codes()).toContain(code);
  });
});

describe('cases that would never end', () => {
  const cases = (one: string) => `apiVersion: probity/v1\nkind: PolicyCases\nclock: 2026-06-01\ncases:\n${one}`;
  const axis = (count: number, values: number) =>
    Array.from({ length: count }, (_, at) => `waiver.uses.w${at}: [${[...new Array(values).keys()].join(', ')}]`);
  const matrix = (count: number, values: number) =>
    `  - { name: a case, matrix: { ${axis(count, values).join(', ')} }, expect: { decision: permit } }\n`;

  it.each([
    ['a matrix of 10 to the 40 combinations', matrix(40, 10), 'CASE_MATRIX'],
    ['300 matrices of 256 combinations', matrix(8, 2).repeat(300), 'CASE_MATRIX'],
    [
      'more cases than a file takes',
      '  - { name: a case, expect: { decision: permit } }\n'.repeat(1_001),
      'OUT_OF_RANGE',
    ],
  ])(
    '%s are refused before the first is run',
    (_what, made, code) => {
      write('theme/a-policy/policy.yaml', text({}));
      write('fixtures.yaml', readFileSync(join(root, 'policies/fixtures.yaml'), 'utf8'));
      write('theme/a-policy/cases.yaml', cases(made));
      expect(refusals(() => testPolicies([folder], registers))).toContain(code);
    },
    60_000,
  );
});

describe('many policies', () => {
  it('that must be held against each other are linted in bounded time, and what was left is said', () => {
    const clause = (at: number) => `  requires: { consent: granted, notOlderThan: ${(at % 500) + 1} days }\n`;
    for (let at = 0; at < 1_500; at += 1) {
      const name = `consent-${at}`;
      const when = `  when: { fact: actor.team, eq: team-${at} }\n`;
      const made = text({ name, spec: `${clause(at)}${when}` }).replace('AccessPolicy', 'ConsentPolicy');
      write(`theme/${name}/policy.yaml`, made);
    }
    const began = performance.now();
    const { files, notAssessed, findings } = lint();
    expect(performance.now() - began).toBeLessThan(150_000);
    expect(files).toBe(1_500);
    expect(findings.filter(({ level, rule }) => level === 'error' && rule === 'invalid-document')).toEqual([]);
    expect(notAssessed).toContainEqual({
      rule: 'consent-never-matters',
      why: expect.stringMatching(/policies were not held against all others: more than 500,000 pairs$/),
    });
  }, 240_000);

  it('with conditions that are made to be hard are linted in bounded time, and what was left is said', () => {
    const pigeons = 8;
    for (let at = 0; at < 4; at += 1) {
      const name = `hard-${at}`;
      write(`theme/${name}/policy.yaml`, text({ name, spec: `  effect: prohibit\n  when: ${inHoles(pigeons, at)}\n` }));
    }
    const began = performance.now();
    const { notAssessed } = lint();
    expect(performance.now() - began).toBeLessThan(60_000);
    expect(notAssessed.filter(({ rule }) => rule === 'constant-condition')).toHaveLength(4);
  }, 90_000);
});

/** So many pigeons in one hole fewer, no two in one: never true, and no short proof of that is known. */
function inHoles(pigeons: number, at: number): string {
  const all = [...new Array(pigeons).keys()];
  const holes = all.slice(1);
  const sits = (pigeon: number, hole: number) => `{ fact: columns.names, has: c${at}-${pigeon}-${hole} }`;
  const somewhere = all.map((one) => `{ any: [${holes.map((hole) => sits(one, hole)).join(', ')}] }`);
  const apart = holes.flatMap((hole) =>
    all.flatMap((one) =>
      all.slice(one + 1).map((other) => `{ any: [{ not: ${sits(one, hole)} }, { not: ${sits(other, hole)} }] }`),
    ),
  );
  return `{ all: [${[...somewhere, ...apart].join(', ')}] }`;
}

function spec(line: string): Written {
  return { spec: `  effect: prohibit\n  ${line}\n` };
}
