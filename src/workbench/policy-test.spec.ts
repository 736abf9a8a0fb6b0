import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../documents/index.js';
import { exampleRegisters, loadPolicies, policyFiles } from '../registers/policies/index.js';
import { type CaseEvaluator, referenceCases } from './case-evaluator.js';
import { policyTable, policyTestText, testPolicies, testPoliciesInData, withRowTrial } from './index.js';

const folder = fileURLToPath(new URL('policies', packageRoot()));
const registers = exampleRegisters();

describe('testPolicies', () => {
  it('passes every case of every policy of the release', () => {
    const test = testPolicies([folder], registers);
    expect(test.results.filter(({ kind }) => kind !== 'passed')).toEqual([]);
    expect(test.untested).toEqual([]);
    expect(test.passed).toBeGreaterThanOrEqual(60);
  });

  it('says the failing case, what was otherwise and what was said', () => {
    const test = changed('access/trained-people-only', (text) => text.replace('after: now', 'after: 2020-01-01'));
    expect(test.failed).toBeGreaterThan(0);
    expect(policyTestText(test)).toContain('✗ a training that ended yesterday does not do');
    expect(policyTestText(test)).toContain('expected denial, was permit; said: GRANTED');
    expect(policyTestText(test)).toContain('kernel: ');
  });

  it('names the evaluator that disagrees', () => {
    const deaf = { name: 'deaf', answer: () => ({ decision: 'permit' as const, reasons: [], obligations: {} }) };
    const notes = testPolicies([folder], registers, [referenceCases, deaf]).results.flatMap((one) => one.notes);
    expect(notes.length).toBeGreaterThan(0);
    expect(notes.every((note) => note.startsWith('deaf: '))).toBe(true);
  });

  // A policy whose restriction can vanish without a failing case has no test worth the name.
  const files = policyFiles([folder]).filter(({ holds }) => holds === 'policy');
  it.each(files.map(({ name }) => name.replace('/policy.yaml', '')))(
    'notices when %s says nothing any more',
    (policy) => {
      const test = changed(policy, (text) => text.replace('from: 2026-01-01', 'from: 2999-01-01'));
      expect(test.results.filter((one) => one.kind === 'failed' && policy.endsWith(`/${one.policy}`))).not.toEqual([]);
    },
  );
});

describe('cases', () => {
  const policy = 'access/trained-people-only';
  const asked = (...cases: readonly string[]) =>
    withCases(policy, `clock: 2026-06-30T12:00:00Z\ncases:\n${cases.map((one) => `  - ${one}\n`).join('')}`);

  it('name people who ask, circumstances and customers of the fixtures', () => {
    const test = asked(
      '{ name: a newcomer, request: { actor: fixture-newcomer }, expect: { decision: denial } }',
      '{ name: a newcomer who was trained, request: { actor: fixture-newcomer }, facts: { actor.trainedUntil: 2027-01-01 }, expect: { decision: permit } }',
      '{ name: both of them, matrix: { actor: [fixture-newcomer], context: [fixture-rehearsal] }, expect: { decision: denial } }',
    );
    expect(test.results.map(({ notes }) => notes)).toEqual([[], [], []]);
    expect(() =>
      asked('{ name: nobody knows them, request: { actor: somebody }, expect: { decision: denial } }'),
    ).toThrow(
      expect.objectContaining({ diagnostics: [expect.objectContaining({ code: 'CASE_NAME', line: 5, column: 50 })] }),
    );
    const minor = withCases(
      'access/no-minors-in-marketing',
      `clock: 2026-06-30\ncases:\n  - { name: two of them, expect: { decision: permit }, rows: [{ subject: fixture-minor, removed: [] }, { subject: fixture-minor, row: { row.age: 18 }, removed: [] }, { removed: [prohibited] }] }\n`,
    );
    expect(minor.results.flatMap(({ notes }) => notes)).toEqual(
      ['reference', 'kernel'].map((name) => `${name}: row 1: expected to stay, was prohibited`),
    );
  });

  it('write a matrix out: every combination is a case, named by its values', () => {
    const matrix = 'matrix: { purpose: [fixture-offers, fixture-insight], actor.trainedUntil: [2026-06-29, null] }';
    const test = asked(`{ name: nobody without training, ${matrix}, expect: { decision: denial } }`);
    expect(test.results.map((one) => [one.case, one.kind])).toEqual(
      ['fixture-offers', 'fixture-insight'].flatMap((purpose) =>
        ['2026-06-29', 'null'].map((until) => [
          `nobody without training [purpose: ${purpose}, actor.trainedUntil: ${until}]`,
          'passed',
        ]),
      ),
    );
  });

  it('fail one by one in a matrix', () => {
    const matrix = 'matrix: { actor.trainedUntil: [2026-06-29, 2030-01-01] }';
    const test = asked(`{ name: nobody without training, ${matrix}, expect: { decision: denial } }`);
    expect(test.results.map(({ kind }) => kind)).toEqual(['passed', 'failed']);
  });

  it('may have a clock of their own', () => {
    const test = asked(
      '{ name: before the training ended, clock: 2026-06-28, facts: { actor.trainedUntil: 2026-06-29 }, expect: { decision: permit } }',
      '{ name: after the training ended, facts: { actor.trainedUntil: 2026-06-29 }, expect: { decision: denial } }',
    );
    expect(test.results.map(({ kind }) => kind)).toEqual(['passed', 'passed']);
  });

  it('count a waiver one millisecond before its end, and not at its end or one after', () => {
    const waiver = [
      'apiVersion: probity/v1\nkind: Waiver\nmetadata:\n  name: until-noon\n  title: An exception\n  owner: privacy-office',
      '  effective: { from: 2026-06-01, until: 2026-06-30T12:00:00Z }',
      'spec:\n  rule: trained-people-only\n  reason: The course is booked for Friday.\n  requestedBy: alias-1',
      '  approvedBy: { actor: alias-2, role: dpo }\n',
    ].join('\n');
    const clocks = ['2026-06-30T11:59:59.999Z', '2026-06-30T12:00:00.000Z', '2026-06-30T12:00:00.001Z'];
    const untrained = 'facts: { actor.trainedUntil: null }, expect: { decision: permit }';
    const cases = clocks.map((clock) => `  - { name: a run at ${clock}, clock: "${clock}", ${untrained} }\n`).join('');
    const test = withCases(policy, `clock: 2026-06-30\ncases:\n${cases}`, { 'waivers/until-noon.yaml': waiver });
    expect(test.results.map(({ kind }) => kind)).toEqual(['passed', 'failed', 'failed']);
  });

  it('are left out with a reason, which is told, and never without one', () => {
    const test = asked('{ name: not yet known, skip: the register comes later, expect: { decision: permit } }');
    expect(test.results).toEqual([
      { policy: 'trained-people-only', case: 'not yet known', kind: 'skipped', notes: ['the register comes later'] },
    ]);
    expect(() => asked("{ name: not yet known, skip: ' ', expect: { decision: permit } }")).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_INVALID' }),
    );
  });

  it.each([
    ['a matrix of too many combinations', `matrix: { ${axes(9)} }`, 'CASE_MATRIX'],
    ['an axis that is no fact', 'matrix: { actor.shoeSize: [44] }', 'CASE_FACT'],
    ['columns that are no lists', 'matrix: { columns: [orders] }', 'CASE_FACT'],
    ['a name that is a number', 'matrix: { purpose: [7] }', 'CASE_FACT'],
    ['an axis value that no fixture has', 'matrix: { purpose: [fixture-elsewhere] }', 'CASE_NAME'],
  ])('refuse %s', (_, matrix, code) => {
    expect(() => asked(`{ name: far too much, ${matrix}, expect: { decision: permit } }`)).toThrow(
      expect.objectContaining({ diagnostics: [expect.objectContaining({ code, line: 5 })] }),
    );
  });

  it('refuse a file whose matrices together go on for ever', () => {
    const many = Array.from({ length: 50 }, (_, at) => {
      return `{ name: case number ${at}, matrix: { ${axes(8)} }, expect: { decision: permit } }`;
    });
    expect(() => asked(...many)).toThrow(expect.objectContaining({ code: 'CASE_MATRIX' }));
  });
});

describe('a case that takes too long', () => {
  it('fails, however right its answer is', () => {
    let asked = 0;
    const slow: CaseEvaluator = {
      name: 'slow',
      answer: (...question) => {
        const until = performance.now() + (asked++ === 0 ? 2_050 : 0);
        while (performance.now() < until);
        return referenceCases.answer(...question);
      },
    };
    const { results } = testPolicies([folder], registers, [slow]);
    expect(results.filter(({ kind }) => kind === 'failed').map(({ notes }) => notes)).toEqual([
      ['took longer than 2000 ms'],
    ]);
  });
});

describe('tables of rows in the data engine', () => {
  it('agree with the evaluator over every policy of the release', async () => {
    const test = await withRowTrial((trial) => testPoliciesInData([folder], registers, trial));
    expect(test.results.filter(({ kind }) => kind !== 'passed')).toEqual([]);
  });

  it('fail where the SQL removes another row than expected', async () => {
    const none = { tryRows: async (rows: readonly unknown[]) => rows.map(() => []) };
    const { results } = await testPoliciesInData([folder], registers, none);
    const notes = results.filter(({ policy }) => policy === 'no-minors-in-marketing').flatMap((one) => one.notes);
    expect(notes).toContain('sql: row 2: expected prohibited, was kept');
  });
});

describe('policyTable', () => {
  it('is the README of the policies, as it is written down', () => {
    const table = policyTable(loadPolicies([folder], registers));
    const readme = join(folder, 'README.md');
    // UPDATE_README=1 writes the table down after a change of the policies.
    if (process.env['UPDATE_README']) writeFileSync(readme, table);
    expect(readFileSync(readme, 'utf8')).toBe(table);
  });
});

function axes(count: number): string {
  return Array.from({ length: count }, (_, at) => `waiver.uses.w${at}: [0, 1]`).join(', ');
}

function withCases(policy: string, cases: string, more: Readonly<Record<string, string>> = {}) {
  return inCopy((copy) => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(join(copy, name)), { recursive: true });
      writeFileSync(join(copy, name), text);
    }
    const file = join(copy, policy, 'cases.yaml');
    writeFileSync(file, `apiVersion: probity/v1\nkind: PolicyCases\n${cases}`);
    const { results, ...counts } = testPolicies([copy], registers);
    return { ...counts, results: results.filter((one) => policy.endsWith(`/${one.policy}`)) };
  });
}

function changed(policy: string, change: (text: string) => string) {
  return inCopy((copy) => {
    const file = join(copy, policy, 'policy.yaml');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    return testPolicies([copy], registers);
  });
}

function inCopy<T>(work: (copy: string) => T): T {
  const copy = mkdtempSync(join(tmpdir(), 'policies-'));
  try {
    cpSync(folder, copy, { recursive: true });
    return work(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}
