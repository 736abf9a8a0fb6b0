import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exampleRegisters } from '../../registers/policies/index.js';
import { readPolicySide } from './index.js';

const registers = exampleRegisters();
const repository = mkdtempSync(join(tmpdir(), 'probity-side-'));
const folder = join(repository, 'rules');

function git(...command: string[]): string {
  const who = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', ['-C', repository, ...who, ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

function write(kMin: number, name = 'limits'): void {
  const file = join(folder, 'disclosure', name, 'policy.yaml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `apiVersion: probity/v1\nkind: DisclosurePolicy\nmetadata:\n  name: ${name}\n  title: Limits\n  owner: privacy-office\n  effective: { from: 2026-01-01 }\n  mode: enforce\nspec:\n  kMin: ${kMin}\n`,
  );
}

const read = (name: string) => readPolicySide(name, { folders: [folder], registers, from: repository });
const kMinOf = (name: string) => read(name).rules.map(({ obligations }) => obligations[0]?.value);

beforeAll(() => {
  git('init', '-q', '-b', 'main');
  write(5);
  git('add', '.');
  git('commit', '-q', '-m', 'five');
  git('tag', 'five');
  write(7);
  symlinkSync('/etc/passwd', join(folder, 'disclosure', 'limits', 'elsewhere.yaml'));
  git('add', '.');
  git('commit', '-q', '-m', 'seven');
  write(9);
});

afterAll(() => rmSync(repository, { recursive: true, force: true }));

describe('a side of a comparison', () => {
  it('is a folder as it stands', () => {
    expect(kMinOf(folder)).toEqual([9]);
  });

  it('is any revision that git knows, or a tree of one', () => {
    expect(['HEAD', 'git:main', 'five', 'HEAD~1', 'five:rules', git('rev-parse', 'HEAD').trim()].map(kMinOf)).toEqual([
      [7],
      [7],
      [5],
      [5],
      [5],
      [7],
    ]);
  });

  it('names files by their revision, and has the digest of the same files in a folder', () => {
    expect(read('five').rules[0]?.place.file).toBe('five:rules/disclosure/limits/policy.yaml');
    expect(read('five:rules').rules[0]?.place.file).toBe('five:rules/disclosure/limits/policy.yaml');
    write(5);
    expect(read('five').digest).toBe(read(folder).digest);
    write(9);
  });

  it('leaves nothing behind', () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('probity-diff-')).length;
    const before = left();
    read('five');
    expect(left()).toBe(before);
  });

  it('is refused where it is neither, or holds no policy', () => {
    for (const name of ['nowhere', 'git:rules', '--output=x', 'git:-h', '', 'five:rules/disclosure/limits']) {
      expect(() => read(name)).toThrow('DIFF_SOURCE');
    }
  });

  it('is refused where the policy folder lies outside of the repository', () => {
    expect(() => readPolicySide('five', { folders: [tmpdir()], registers, from: repository })).toThrow('DIFF_GIT');
  });
});
