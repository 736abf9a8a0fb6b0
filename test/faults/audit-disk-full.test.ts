import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundledProgram, bundledProgram } from './bundled-program.js';
import { onSmallDisk, possible } from './small-disk.js';

(possible ? describe : describe.skip)('a disk that fills up (needs unshare with mount namespaces)', () => {
  let program: BundledProgram;
  let folder: string;
  beforeAll(async () => {
    program = await bundledProgram('audit-full-disk');
    folder = await mkdtemp(join(tmpdir(), 'probity-full-'));
  });
  afterAll(async () => {
    await program.remove();
    await rm(folder, { recursive: true });
  });

  it('refuses entries with a code, goes on reading, and takes entries again when there is space', () => {
    const { stdout, stderr } = onSmallDisk(folder, [process.execPath, program.file, folder]);
    expect(stderr).toBe('');
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      whenFull: {
        refusal: 'STATE_DISK_FULL',
        again: 'STATE_DISK_FULL',
        health: 'degraded',
        readable: report.acknowledged,
      },
      afterwards: 'none',
      receipt: 'none',
      health: 'ok',
      size: report.acknowledged + 1,
      verified: 'intact',
    });
    expect(report.acknowledged).toBeGreaterThan(10);
  }, 60_000);
});
