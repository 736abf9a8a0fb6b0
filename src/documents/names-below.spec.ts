import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namesBelow } from './names-below.js';

describe('namesBelow', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'probity-names-'));
    mkdirSync(join(folder, 'a/b/c'), { recursive: true });
    for (const name of ['top', 'a/one', 'a/b/c/two']) writeFileSync(join(folder, name), '');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives what a recursive list gives, links to folders included', () => {
    mkdirSync(join(folder, 'elsewhere/d'), { recursive: true });
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'a/link'));
    const listed = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect([...namesBelow(folder)].sort()).toEqual([...listed].sort());
    expect(namesBelow(folder)).toContain('a/link/d');
  });

  it('ends where links lead nowhere or round in a circle', () => {
    symlinkSync(join(folder, 'nothing'), join(folder, 'a/dead'));
    symlinkSync('..', join(folder, 'a/up'));
    const names = namesBelow(folder);
    expect(names).toContain('a/dead');
    expect(names).toContain('a/up/top');
    expect(names.length).toBeLessThan(1000);
  });

  it('throws where there is no such folder', () => {
    expect(() => namesBelow(join(folder, 'nothing'))).toThrow('ENOENT');
  });
});
