import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOutput } from './write-output.js';

describe('a file that a flag names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-write-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is written', () => {
    writeOutput(join(folder, 'page.html'), 'text');
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toBe('text');
  });

  it.each([
    ['in a folder that is not there', 'none/page.html', 'ENOENT'],
    ['in the place of a folder', '.', 'EISDIR'],
  ])('is refused with a code %s', (_where, name, code) => {
    const write = () => writeOutput(join(folder, name), 'text');
    expect(write).toThrow(`FILE_UNWRITABLE at ${join(folder, name)}: ${code} on writing`);
  });
});
