import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './deployment.js';
import { type PackagedProgram, packagedProgram } from './packaged-program.js';
import { changedBy, isShown, masked, type PageBlock, type PageCommand, pageBlocks } from './page-blocks.js';

const page = readFileSync(join(root, 'docs/policy-tutorial.md'), 'utf8');
const TEN_MINUTES_MS = 600_000;

describe('the tutorial for policies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-tutorial-'));
  const work = join(folder, 'company');
  let program: PackagedProgram;
  beforeAll(async () => {
    program = await packagedProgram('src/entrances/cli/main.ts');
    mkdirSync(work);
    mkdirSync(join(folder, 'bin'));
    const probity = join(folder, 'bin/probity');
    writeFileSync(probity, `#!/bin/sh\nexec "${process.execPath}" "${program.file}" "$@"\n`);
    chmodSync(probity, 0o755);
  });
  afterAll(() => {
    program.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints what it shows, block by block, in less than ten minutes', () => {
    const began = Date.now();
    const blocks = pageBlocks(page);
    // What comes after a surprise would only surprise more.
    for (const block of blocks) expect(carriedOut(block)).toEqual([]);
    expect(blocks.filter(({ kind }) => kind === 'console').length).toBeGreaterThanOrEqual(8);
    expect(Date.now() - began).toBeLessThan(TEN_MINUTES_MS);
  });

  it('denies a run on its way', () => {
    expect(page).toMatch(/^\$ probity run [^\n]*\nDENIED /m);
  });

  /** Does what a block says; gives back every command that printed something else than the page shows. */
  function carriedOut(block: PageBlock): readonly unknown[] {
    switch (block.kind) {
      case 'file':
        mkdirSync(dirname(join(work, block.path)), { recursive: true });
        writeFileSync(join(work, block.path), block.text, { flag: 'wx' });
        return [];
      case 'append':
        appendFileSync(join(work, block.path), block.text);
        return [];
      case 'diff': {
        const file = join(work, block.path);
        writeFileSync(file, changedBy(readFileSync(file, 'utf8'), block.text));
        return [];
      }
      case 'console':
        return typed(block.commands);
    }
  }

  function typed(commands: readonly PageCommand[]): readonly unknown[] {
    const mark = '--- end of a command ---';
    // The exit code of one command is what `$?` says in the next.
    const script = commands.map(({ line }) => `${line}\nstatus=$?; echo "${mark}"; (exit $status)`).join('\n');
    const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, NO_COLOR: '1' };
    const { stdout } = spawnSync('bash', ['-c', `exec 2>&1\n${script}`], { cwd: work, env, encoding: 'utf8' });
    const outputs = stdout.split(`${mark}\n`);
    return commands.flatMap(({ line, shown }, at) => {
      const output = outputs[at] ?? 'nothing: the shell had ended';
      return isShown(shown, output) ? [] : [{ line, shown: masked(shown), output: masked(output) }];
    });
  }
});

describe('the page as a program', () => {
  it('is compared as it is shown, except for elided lines and what differs by machine and day', () => {
    expect(isShown('a\n…\nz', 'a\nb\nc\nz\n')).toBe(true);
    expect(isShown('a\n…\nz', 'a\nz')).toBe(true);
    expect(isShown('a\n…', 'b\nz')).toBe(false);
    expect(isShown('a (1)', 'a 1')).toBe(false);
    expect(isShown('until 2026-01-02', 'until 2031-12-30')).toBe(true);
    expect(isShown('a', 'a\nb')).toBe(false);
  });

  it('has no block that is skipped in silence', () => {
    expect(() => pageBlocks('```sh\nls\n```\n')).toThrow('nobody can carry out');
    expect(() => pageBlocks('```console\nls\n```\n')).toThrow('without a command');
    expect(pageBlocks('```yaml append a.yaml\nb: 1\n```\n')).toEqual([
      { kind: 'append', path: 'a.yaml', text: 'b: 1\n' },
    ]);
    expect(page.match(/^```/gm)?.length).toBe(2 * pageBlocks(page).length);
  });

  it('changes a file only where a diff fits exactly once', () => {
    expect(changedBy('a\nb\nc\n', ' a\n-b\n+d\n')).toBe('a\nd\nc\n');
    expect(() => changedBy('a\na\n', '-a\n+b\n')).toThrow('exactly once');
  });
});
