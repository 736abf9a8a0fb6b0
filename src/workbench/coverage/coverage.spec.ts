import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { exampleRegisters } from '../../registers/policies/index.js';
import { type Coverage, coverageLcov, coveragePage, coverageText, missingTruths, policyCoverage } from './index.js';

const shipped = fileURLToPath(new URL('policies', packageRoot()));
const OPEN = '{ name: all is well, expect: { decision: permit } }';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coverage-'));
  cpSync(shipped, folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string) {
  writeFileSync(join(folder, file), `apiVersion: probity/v1\n${text}`);
}

function cases(policy: string, ...lines: readonly string[]): Coverage {
  const list = lines.map((line) => `  - ${line}\n`).join('');
  write(`${policy}/cases.yaml`, `kind: PolicyCases\nclock: 2026-06-30T12:00:00Z\ncases:\n${list}`);
  return policyCoverage([folder], exampleRegisters());
}

function partsOf({ policies }: Coverage, policy: string) {
  const parts = policies.find((one) => one.policy === policy)?.parts ?? [];
  return Object.fromEntries(parts.map(({ path, seen }) => [path, [seen.true, seen.false, seen.unknown]]));
}

describe('policyCoverage', () => {
  const policy = 'access/only-for-a-declared-purpose';

  it('counts each truth of each test that the cases of the policy asked', () => {
    const coverage = cases(
      policy,
      OPEN,
      '{ name: no end, facts: { purpose.expires: null }, expect: { decision: denial } }',
    );
    expect(partsOf(coverage, 'only-for-a-declared-purpose')).toEqual({
      'spec.when': [0, 1, 1],
      'spec.when.any[0]': [0, 2, 0],
      'spec.when.any[1].not': [1, 0, 1],
    });
  });

  it('takes several tests that one line writes for one', () => {
    const coverage = cases(
      'access/no-special-categories-in-marketing',
      '{ name: a key below, facts: { columns.categories: [user.health_and_medical.genetic] }, expect: { decision: denial } }',
    );
    expect(partsOf(coverage, 'no-special-categories-in-marketing')).toMatchObject({
      'spec.when': [1, 0, 0],
      'spec.scope.purposes.effects': [1, 0, 0],
    });
  });

  it('looks at tests and requirements of rows by the rows, and only where the policy is weighed', () => {
    const row = '{ row: { row.age: 17 }, removed: [prohibited] }';
    const coverage = cases(
      'access/no-minors-in-marketing',
      `{ name: a minor leaves, expect: { decision: permit }, rows: [${row}, ${row}] }`,
      '{ name: no rows here, expect: { decision: permit } }',
      '{ name: insight is not marketing, request: { purpose: fixture-insight }, expect: { decision: permit } }',
    );
    expect(partsOf(coverage, 'no-minors-in-marketing')).toEqual({
      'spec.scope.purposes.use': [2, 1, 0],
      'spec.when': [2, 0, 0],
    });
    const consent = partsOf(coverage, 'profiling-for-our-own-advertising-needs-opt-in');
    expect(consent['spec.requires.consent']).toEqual([4, 2, 1]);
  });

  it('sees an obligation where the policy binds', () => {
    const coverage = cases('disclosure/nobody-stands-alone-outside', OPEN);
    expect(partsOf(coverage, 'nobody-stands-alone-outside')).toEqual({
      'spec.scope.destinations.roles': [0, 1, 0],
      'spec.kMin': [0, 0, 0],
    });
  });

  it('wants no unknown of the clock, and sees what a policy on trial would oblige to', () => {
    const trial = 'disclosure/nobody-stands-alone-outside';
    const metadata =
      '{ name: nobody-stands-alone-outside, title: T, owner: us, effective: { from: 2026-01-01 }, mode: audit }';
    write(
      `${trial}/policy.yaml`,
      `kind: DisclosurePolicy\nmetadata: ${metadata}\nspec: { kMin: 5, when: { fact: now, before: 2027-01-01 } }\n`,
    );
    const coverage = cases(trial, OPEN, '{ name: later on, clock: 2027-02-01, expect: { decision: denial } }');
    const one = coverage.policies.find(({ policy }) => policy === 'nobody-stands-alone-outside');
    expect(one?.parts.map(({ path, wanted, seen }) => [path, wanted, seen.true])).toEqual([
      ['spec.when', ['true', 'false'], 1],
      ['spec.when', ['true', 'false'], 1],
      ['spec.kMin', ['true'], 1],
    ]);
    expect(one?.parts.flatMap(missingTruths)).toEqual([]);
  });

  it('has seen nothing of a policy without cases, nor by a case that is left out', () => {
    rmSync(join(folder, policy, 'cases.yaml'));
    const without = policyCoverage([folder], exampleRegisters());
    const skipped = cases(policy, '{ name: later on, skip: no register yet, expect: { decision: permit } }');
    for (const coverage of [without, skipped]) {
      const one = coverage.policies.find((of) => of.policy === 'only-for-a-declared-purpose');
      expect(one).toMatchObject({ cases: 0 });
      expect(one?.parts.map((part) => missingTruths(part).length)).toEqual([3, 3, 3]);
    }
  });

  it('says which waivers the cases used', () => {
    const waiver = (name: string, until: string) =>
      `kind: Waiver\nmetadata: { name: ${name}, title: For the move, owner: dpo, effective: { from: 2026-01-01, until: ${until} } }\nspec: { rule: trained-people-only, reason: the course was cancelled, requestedBy: asker, approvedBy: { actor: approver, role: dpo }, uses: 3 }\n`;
    mkdirSync(join(folder, 'waivers'));
    write('waivers/course-cancelled.yaml', waiver('course-cancelled', '2026-12-31'));
    write('waivers/course-moved.yaml', waiver('course-moved', '2026-02-01'));
    const untrained = 'actor.trainedUntil: null';
    const coverage = cases(
      'access/trained-people-only',
      `{ name: waived for now, facts: { ${untrained} }, expect: { decision: permit } }`,
      `{ name: used up, facts: { ${untrained}, waiver.uses.course-cancelled: 3 }, expect: { decision: denial } }`,
    );
    const used = Object.fromEntries(coverage.waivers.map((one) => [one.waiver, one.used]));
    expect(used['course-moved']).toBe(0);
    expect(used['course-cancelled']).toBeGreaterThanOrEqual(1);
    expect(coverageText(coverage)).toContain('waivers: 1 used, 1 never');
    expect(coverageText(coverage)).toMatch(/course-moved of trained-people-only {2}\S+course-moved.yaml:3/);
  });
});

describe('the forms of coverage', () => {
  it('name what was never seen by file, line and column', () => {
    const text = coverageText(cases('access/assessment-before-processing', OPEN));
    const place = join(folder, 'access/assessment-before-processing/policy.yaml:13:17');
    expect(text).toContain(`${place} leaf spec.when: never true, never unknown`);
    expect(text).toMatch(/^leaves {3}[\d.]+ % \(\d+ of \d+ outcomes\)$/m);
  });

  it('are lines and branches for editors', () => {
    const lcov = coverageLcov(cases('access/assessment-before-processing', OPEN));
    const record = lcov.split('end_of_record\n').find((one) => one.includes('/assessment-before-processing/'));
    expect(record?.trim().split('\n')).toEqual([
      'TN:',
      `SF:${join(folder, 'access/assessment-before-processing/policy.yaml')}`,
      'BRDA:13,0,0,0',
      'BRDA:13,0,1,1',
      'BRDA:13,0,2,0',
      'BRDA:13,1,0,0',
      'BRDA:13,1,1,1',
      'BRDA:13,1,2,0',
      'BRF:6',
      'BRH:2',
      'DA:13,1',
      'LF:1',
      'LH:1',
    ]);
  });

  it('are a page that fetches nothing and runs nothing', () => {
    const page = coveragePage(cases('access/assessment-before-processing', OPEN));
    expect(page).toContain('assessment-before-processing');
    expect(page).not.toMatch(/<script|https?:|<link|<img/);
  });
});
