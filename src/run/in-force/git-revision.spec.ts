import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitRevision } from './git-revision.js';

const here = spawnSync('git', ['--version']).status === 0 ? describe : describe.skip;

here('the revision of a folder (needs git)', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'probity-revision-'));
    mkdirSync(join(folder, 'policies'));
    writeFileSync(join(folder, 'policies/one.yaml'), 'one');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-C', folder, ...args], {
      encoding: 'utf8',
    }).trim();

  it('is the commit, marked where the files below differ from it', () => {
    git('init', '-q');
    expect(gitRevision(join(folder, 'policies'))).toBeNull();
    git('add', '-A');
    git('commit', '-q', '-m', 'One policy');
    const commit = git('rev-parse', 'HEAD');
    expect(gitRevision(join(folder, 'policies'))).toBe(commit);
    writeFileSync(join(folder, 'beside.txt'), 'elsewhere');
    expect(gitRevision(join(folder, 'policies'))).toBe(commit);
    writeFileSync(join(folder, 'policies/two.yaml'), 'two');
    expect(gitRevision(join(folder, 'policies'))).toBe(`${commit}-dirty`);
  });

  it('is none where there is no repository, no folder, or no git', () => {
    expect(gitRevision(join(folder, 'policies'))).toBeNull();
    expect(gitRevision(join(folder, 'nowhere'))).toBeNull();
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      expect(gitRevision(join(folder, 'policies'))).toBeNull();
    } finally {
      process.env['PATH'] = path;
    }
  });
});
