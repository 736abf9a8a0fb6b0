import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './index.js';

describe('makeFolder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-folder-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('makes what is missing, with the rights of the last, and takes what is there', async () => {
    await makeFolder(join(folder, 'a/b'), 0o700);
    await makeFolder(join(folder, 'a/b'), 0o755);
    expect(statSync(join(folder, 'a/b')).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['a file', 'file'],
    ['a link that leads nowhere', 'link'],
    ['a folder under a file', 'file/under'],
  ])('says that %s is in the way', async (_what, name) => {
    writeFileSync(join(folder, 'file'), '');
    rmSync(join(folder, 'link'), { force: true });
    symlinkSync('/nowhere/at/all', join(folder, 'link'));
    await expect(makeFolder(join(folder, name))).rejects.toThrow(`FOLDER_UNUSABLE at ${join(folder, name)}`);
  });
});
