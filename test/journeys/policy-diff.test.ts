import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyDiff } from '../../src/workbench/diff/index.js';
import { root } from './deployment.js';
import { type PackagedProgram, packagedProgram } from './packaged-program.js';

const SIZES = 'disclosure/segments-of-at-least-twenty/policy.yaml';
const TRAINED = 'access/trained-people-only/policy.yaml';

/** A company whose policies lie in a git repository, and the command line as a program of its own. */
describe('probity policy diff', () => {
  let program: PackagedProgram;
  let company: string;

  beforeAll(async () => {
    program = await packagedProgram('src/entrances/cli/main.ts');
    company = realpathSync(mkdtempSync(join(tmpdir(), 'probity-diff-')));
    for (const name of ['config', 'policies']) cpSync(join(root, name), join(company, name), { recursive: true });
    git('init', '-q');
    commit('the first policies');
    git('tag', 'v1');
    edit(SIZES, 'segmentSizeMin: 20', 'segmentSizeMin: 10');
    commit('smaller segments');
  }, 120_000);
  beforeEach(() => git('checkout', '-q', '--', 'policies'));
  afterAll(() => {
    program?.remove();
    rmSync(company, { recursive: true, force: true });
  });

  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: company, stdio: 'pipe' });
  const commit = (message: string) => {
    git('add', '.');
    git('-c', 'user.name=officer', '-c', 'user.email=officer@company.example', 'commit', '-q', '-m', message);
  };
  const edit = (path: string, from: string, to: string, folder = join(company, 'policies')) => {
    const text = readFileSync(join(folder, path), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(folder, path), text.replace(from, to));
  };
  const probity = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program.file, ...args], {
      cwd: company,
      encoding: 'utf8',
      timeout: 120_000,
    });
    return { exit: status, stdout, stderr };
  };
  const json = (...args: readonly string[]) => {
    const said = probity('--json', 'policy', 'diff', ...args);
    expect([said.exit, said.stderr]).toEqual([0, '']);
    return JSON.parse(said.stdout) as PolicyDiff;
  };

  it('proves a folder equal to its copy, and ends with 0', () => {
    cpSync(join(company, 'policies'), join(company, 'copy'), { recursive: true });
    const { exit, stdout, stderr } = probity('policy', 'diff', 'policies', 'copy');
    expect([exit, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Proved equal: every request has the same answer/);
    expect(json('policies', 'copy')).toMatchObject({ equivalent: true, widens: false, narrows: false, changes: [] });
  }, 120_000);

  it('tells two revisions apart by an obligation, with the file and line and a witness', () => {
    const { exit, stdout } = probity('policy', 'diff', 'v1', 'HEAD');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^The change widens/);
    expect(stdout).toMatch(/segments-of-at-least-twenty\/policy\.yaml:\d+\) makes segmentSizeMin weaker, /);
    expect(json('v1', 'HEAD')).toMatchObject({
      equivalent: false,
      widens: true,
      narrows: false,
      gaveUp: false,
      changes: [{ kind: 'weaker', policy: 'segments-of-at-least-twenty', obligation: 'segmentSizeMin' }],
    });
    expect(json('HEAD', 'v1').changes.map(({ kind }) => kind)).toEqual(['stronger']);
  }, 120_000);

  it('tells what the working tree denies that the commit permits', () => {
    edit(TRAINED, 'not: { fact: actor.trainedUntil, after: now }', 'fact: environment, eq: rehearsal');
    const { changes, widens, narrows } = json('git:HEAD', 'policies');
    expect([widens, narrows]).toEqual([true, true]);
    expect(new Set(changes.map(({ policy }) => policy))).toEqual(new Set(['trained-people-only']));
    const kinds = changes.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['permitted', 'denied']));
    const denied = changes.find(({ kind }) => kind === 'denied');
    // Rehearsal, or not known: a prohibition counts unless it is certainly false.
    expect(denied?.witness.question.facts['environment']).not.toBe('production');
    expect([denied?.witness.before.effect, denied?.witness.after.effect]).toEqual(['permit', 'deny']);
  }, 120_000);

  it('says that it gave up where it was given too few steps, and counts that as both ways', () => {
    edit(TRAINED, 'not: { fact: actor.trainedUntil, after: now }', 'fact: environment, eq: rehearsal');
    const { exit, stdout } = probity('policy', 'diff', 'git:HEAD', 'policies', '--limit', '1');
    expect(exit).toBe(0);
    expect(stdout).toContain('or may do so where it could not be decided');
  }, 120_000);

  it.each<[string, readonly string[], string]>([
    ['no such revision or folder', ['v1', 'v9'], 'DIFF_SOURCE'],
    ['a limit that is none', ['v1', 'HEAD', '--limit', 'many'], 'FLAG_INVALID'],
    ['a revision that looks like a flag of git', ['v1', 'git:--output=x'], 'DIFF_SOURCE'],
  ])(
    'ends with 1 and a code for %s',
    (_what, args, code) => {
      const plain = probity('policy', 'diff', ...args);
      expect([plain.exit, plain.stdout]).toEqual([1, '']);
      expect(plain.stderr).toContain(code);
      const { exit, stdout } = probity('--json', 'policy', 'diff', ...args);
      expect(exit).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
    },
    120_000,
  );

  it('ends with 1 and the place of the mistake where a side does not load', () => {
    edit(TRAINED, 'mode: enforce', 'mode: enforced', join(company, 'copy'));
    const { exit, stderr } = probity('policy', 'diff', 'policies', 'copy');
    expect(exit).toBe(1);
    expect(stderr).toMatch(/copy\/access\/trained-people-only\/policy\.yaml:\d+:\d+ UNKNOWN_VALUE/);
  }, 120_000);
});
