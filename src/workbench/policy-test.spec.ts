import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../documents/index.js';
import { exampleRegisters, loadPolicies, policyFiles } from '../registers/policies/index.js';
import { referenceCases } from './case-evaluator.js';
import { policyTable, policyTestText, testPolicies } from './index.js';

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

describe('policyTable', () => {
  it('is the README of the policies, as it is written down', () => {
    const table = policyTable(loadPolicies([folder], registers));
    const readme = join(folder, 'README.md');
    // UPDATE_README=1 writes the table down after a change of the policies.
    if (process.env['UPDATE_README']) writeFileSync(readme, table);
    expect(readFileSync(readme, 'utf8')).toBe(table);
  });
});

function changed(policy: string, change: (text: string) => string) {
  const copy = mkdtempSync(join(tmpdir(), 'policies-'));
  try {
    cpSync(folder, copy, { recursive: true });
    const file = join(copy, policy, 'policy.yaml');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    return testPolicies([copy], registers);
  } finally {
    rmSync(copy, { recursive: true });
  }
}
