import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Deployment, deploy } from '../journeys/deployment.js';
import { type PackagedProgram, packagedProgram } from '../journeys/packaged-program.js';
import { companyIn } from './company.js';
import { onSmallDisk, possible } from './small-disk.js';

interface Report {
  readonly first: string;
  readonly tight: readonly {
    readonly left: number;
    readonly outcome: string;
    readonly readable: boolean;
    readonly broken: readonly string[];
    readonly waiting: number;
  }[];
}

/** What a run on a full disk may end with. */
const CODES = ['STATE_DISK_FULL', 'OUT_DISK_FULL', 'ENGINE_FAILED', 'LOG_UNPUBLISHED', 'released'];

(possible ? describe : describe.skip)('a run on a disk that is full (needs unshare with mount namespaces)', () => {
  const company = companyIn(mkdtempSync(join(tmpdir(), 'probity-full-company-')));
  let program: PackagedProgram;
  beforeAll(async () => {
    program = await packagedProgram('test/faults/run-full-disk.ts');
  });
  afterAll(() => {
    program?.remove();
    rmSync(company, { recursive: true, force: true });
  });

  /** The folder of this name lies on the small disk, the other one does not. */
  async function ranWith(small: 'stateFolder' | 'outFolder'): Promise<Report> {
    const disk = mkdtempSync(join(tmpdir(), 'probity-small-disk-'));
    const deployment: Deployment = await deploy({ config: company, settings: { [small]: join(disk, 'folder') } });
    await deployment.close();
    const command = [process.execPath, program.file, disk, join(deployment.folder, 'probity.yaml')];
    const { stdout, stderr } = onSmallDisk(disk, command, '24m');
    await deployment.remove();
    rmSync(disk, { recursive: true, force: true });
    expect(stderr).toBe('');
    return JSON.parse(stdout) as Report;
  }

  it.each(['stateFolder', 'outFolder'] as const)(
    'is refused with a code, releases nothing by halves and goes on when there is space: %s',
    async (small) => {
      const report = await ranWith(small);
      expect(report).toMatchObject({
        ...{ first: 'released', afterwards: 'released', open: 0, verified: 'intact', openRuns: [] },
        ...{ broken: [], unrecorded: [], waiting: 0 },
      });
      expect(report.tight[0]?.outcome).not.toBe('released');
      for (const { outcome, readable, broken, waiting } of report.tight) {
        expect(CODES).toContain(outcome);
        expect({ readable, broken }).toEqual({ readable: true, broken: [] });
        // What was staged when the record could not be closed waits for the next start, which knows what was recorded.
        if (small === 'outFolder') expect(waiting).toBe(0);
      }
      expect(report).toMatchObject({ receipts: (report as Report & { released: number }).released });
    },
    240_000,
  );
});
