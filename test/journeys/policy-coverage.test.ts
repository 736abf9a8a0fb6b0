import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coverage } from '../../src/entrances/cli/policy-coverage.command.js';
import { root } from './deployment.js';

const settings = join(root, 'config/probity.yaml');

describe('the policies of the release', () => {
  it('have cases that see every truth of every test, and notice nine mistakes of ten', async () => {
    const { exit, text, json } = await coverage({ settings }, [], { minLeaf: '100', minMutation: '90' });
    expect([exit, text]).toEqual([0, expect.stringContaining('leaves   100 %')]);
    const { mutation } = json as { mutation: { mutants: number; score: number; failing: unknown[] } };
    expect(mutation.failing).toEqual([]);
    expect(mutation.mutants).toBeGreaterThanOrEqual(120);
    expect(mutation.score).toBeGreaterThanOrEqual(90);
  });
});

describe('the coverage of a policy folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'probity-coverage-'));
    cpSync(join(root, 'policies'), folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  // Without the case of a person who was never trained, nobody shows what an unknown training does.
  function forgetUnknown() {
    const file = join(folder, 'access/trained-people-only/cases.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, text.indexOf('  - name: no training on record')));
  }

  it('exits with 3 when a threshold is missed, and says which', async () => {
    forgetUnknown();
    const { exit, text } = await coverage({ settings }, [folder], { minLeaf: '100', minClause: '10' });
    expect(exit).toBe(3);
    expect(text).toContain('trained-people-only/policy.yaml:14:24 leaf spec.when.not: never unknown');
    expect(text).toMatch(/missed: leaf is below 100 %$/);
  });

  it('exits with 0 when no threshold was set', async () => {
    forgetUnknown();
    expect(await coverage({ settings }, [folder], {})).toMatchObject({ exit: 0, json: { missed: [] } });
  });

  it('exits with 2 when a case fails as the policies stand, whatever the thresholds', async () => {
    const file = join(folder, 'access/trained-people-only/cases.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('decision: permit', 'decision: denial'));
    const { exit, text } = await coverage({ settings }, [folder], { minMutation: '100' });
    expect(exit).toBe(2);
    expect(text).toContain("finds none: trained-people-only, 'a person with a valid training may ask'");
  });

  it('writes a page and a tracefile', async () => {
    const files = { html: join(folder, 'coverage.html'), lcov: join(folder, 'lcov.info') };
    await coverage({ settings }, [folder], files);
    expect(readFileSync(files.html, 'utf8')).toMatch(/^<!doctype html>/);
    expect(readFileSync(files.lcov, 'utf8').match(/^end_of_record$/gm)).toHaveLength(23);
  });

  it.each(['', '101', '-1', 'all'])('takes no threshold of %j', async (minLeaf) => {
    await expect(coverage({ settings }, [folder], { minLeaf })).rejects.toMatchObject({ code: 'FLAG_INVALID' });
  });
});
