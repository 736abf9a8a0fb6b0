import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './deployment.js';
import { changedBy, isShown, pageBlocks } from './page-blocks.js';
import { type PageShell, pageShell } from './page-shell.js';

const page = readFileSync(join(root, 'docs/policy-tutorial.md'), 'utf8');
const TEN_MINUTES_MS = 600_000;

describe('the tutorial for policies', () => {
  let shell: PageShell;
  beforeAll(async () => {
    shell = await pageShell();
  });
  afterAll(() => shell.remove());

  it('prints what it shows, block by block, in less than ten minutes', () => {
    const began = Date.now();
    const blocks = pageBlocks(page);
    // What comes after a surprise would only surprise more.
    for (const block of blocks) expect(shell.carryOut(block)).toEqual([]);
    expect(blocks.filter(({ kind }) => kind === 'console').length).toBeGreaterThanOrEqual(8);
    expect(Date.now() - began).toBeLessThan(TEN_MINUTES_MS);
  });

  it('denies a run on its way', () => {
    expect(page).toMatch(/^\$ probity run [^\n]*\nDENIED /m);
  });
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
