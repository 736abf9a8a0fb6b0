import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { anyChangedSince, changedSince } from './index.js';

describe('changedSince', () => {
  let root: string;
  let policies: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'changed-'));
    policies = join(root, 'company/policies');
    git('init', '--quiet', '--initial-branch=main');
    for (const name of ['access/one', 'access/two', 'consent/drei ö']) write(`${name}/policy.yaml`, '1');
    write('fixtures.yaml', '1');
    commit();
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is nothing when nothing changed', () => {
    expect(changedSince(policies, 'HEAD')).toEqual({ kind: 'some', folders: new Set() });
  });

  it('is the policies whose files changed, committed or not, tracked or not', () => {
    write('access/one/policy.yaml', '2');
    commit();
    write('consent/drei ö/policy.yaml', '2');
    write('access/new/policy.yaml', '1');
    write('../other/access/two/policy.yaml', '2');
    write('access/two/notes.txt', 'not a policy');
    expect(changedSince(policies, 'HEAD~1')).toEqual({
      kind: 'some',
      folders: new Set(['access/one', 'consent/drei ö', 'access/new'].map((name) => join(policies, name))),
    });
    expect(changedSince(policies, 'main')).toMatchObject({
      folders: new Set([at('consent/drei ö'), at('access/new')]),
    });
  });

  it.each(['fixtures.yaml', 'waivers/for-a-week.yaml'])('is everything when %s changed', (name) => {
    write(name, '2');
    expect(changedSince(policies, 'HEAD')).toEqual({ kind: 'all' });
  });

  it('is everything when a policy is gone', () => {
    rmSync(at('access/one'), { recursive: true });
    expect(changedSince(policies, 'HEAD')).toEqual({ kind: 'all' });
  });

  it('sees whether anything of other folders changed, and takes what nobody can tell for a change', () => {
    write('../config/purposes/news.yaml', '1');
    const beside = [join(root, 'company/config/purposes')];
    expect(anyChangedSince(beside, 'HEAD')).toBe(true);
    commit();
    expect(anyChangedSince(beside, 'HEAD')).toBe(false);
    write('../config/purposes/news.yaml', '2');
    expect(anyChangedSince(beside, 'HEAD')).toBe(true);
    expect(anyChangedSince([tmpdir()], 'HEAD')).toBe(true);
  });

  it.each(['nowhere', '--output=/tmp/x', 'HEAD; true', ''])('refuses the revision %p', (revision) => {
    expect(() => changedSince(policies, revision)).toThrow(expect.objectContaining({ code: 'NO_REVISION' }));
  });

  it('refuses a folder outside any repository, and one that is not there', () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    try {
      expect(() => changedSince(outside, 'HEAD')).toThrow(expect.objectContaining({ code: 'NO_GIT' }));
      expect(() => changedSince(join(outside, 'no'), 'HEAD')).toThrow(expect.objectContaining({ code: 'NO_GIT' }));
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  function at(name: string): string {
    return join(policies, name);
  }

  function write(name: string, text: string): void {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  }

  function commit(): void {
    git('add', '--all');
    git('-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--message', 'a state');
  }

  function git(...command: readonly string[]): void {
    execFileSync('git', ['-C', root, ...command], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
});
