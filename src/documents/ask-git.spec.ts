import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askGit } from './ask-git.js';

const here = spawnSync('git', ['--version']).status === 0 ? describe : describe.skip;

here('asking git (needs git)', () => {
  let folder: string;
  const repository = (name: string) => {
    const at = join(folder, name);
    mkdirSync(at);
    spawnSync('git', ['-C', at, 'init', '-q']);
    return at;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'probity-git-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('looks at the repository of the folder, whatever the surroundings name', () => {
    const [asked, other] = [repository('asked'), repository('other')];
    process.env['GIT_DIR'] = join(other, '.git');
    try {
      expect(askGit(asked, ['rev-parse', '--show-toplevel'])?.toString().trim()).toMatch(/\/asked$/);
    } finally {
      delete process.env['GIT_DIR'];
    }
  });

  it('runs no program that the repository names', () => {
    const asked = repository('asked');
    const mark = join(folder, 'mark');
    const program = join(folder, 'monitor.sh');
    writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\n`, { mode: 0o755 });
    spawnSync('git', ['-C', asked, 'config', 'core.fsmonitor', program]);
    writeFileSync(join(asked, 'file'), 'text');
    const marked = () => spawnSync('ls', [mark]).status === 0;
    expect(askGit(asked, ['status', '--porcelain'])?.toString()).toBe('?? file\n');
    expect(marked()).toBe(false);
    spawnSync('git', ['-C', asked, 'status', '--porcelain']);
    expect(marked()).toBe(true);
  });

  it('says nothing where there is no repository, or the answer is no', () => {
    expect(askGit(folder, ['rev-parse', '--show-toplevel'])).toBeNull();
    expect(askGit(repository('asked'), ['rev-parse', '--verify', '--quiet', 'no-such'])).toBeNull();
    expect(askGit(join(folder, 'missing'), ['status'])).toBeNull();
  });

  it('hands over input', () => {
    const id = askGit(repository('asked'), ['hash-object', '--stdin'], { input: 'text' });
    expect(id?.toString().trim()).toMatch(/^[0-9a-f]{40,64}$/);
  });
});
