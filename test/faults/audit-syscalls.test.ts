import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundledProgram, bundledProgram } from './bundled-program.js';
import { Witness } from './witness.js';

/** The system calls that put bytes and names on disk, and how many of each are made to fail, one at a time. */
const CALLS = { fsync: 8, rename: 2, link: 3 } as const;
const FAULTS = ['signal=KILL', 'error=EIO', 'error=ENOSPC'] as const;

const possible = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;

(possible ? describe : describe.skip)('a writer whose system calls fail (needs strace)', () => {
  let program: BundledProgram;
  let folder: string;
  beforeAll(async () => {
    program = await bundledProgram('audit-writer');
    folder = await mkdtemp(join(tmpdir(), 'probity-syscalls-'));
  });
  afterAll(async () => {
    await program.remove();
    await rm(folder, { recursive: true });
  });

  const cases = Object.keys(CALLS).flatMap((call) =>
    FAULTS.map((fault) => ({ call: call as keyof typeof CALLS, fault })),
  );

  it.each(cases)(
    'keeps what it acknowledged: $fault at each $call',
    async ({ call, fault }) => {
      const state = join(folder, `${call} ${fault}`);
      const witness = new Witness(state);
      for (let at = 1; at <= CALLS[call]; at += 1) {
        const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:${fault}:when=${at}`];
        const writer = [process.execPath, program.file, state, String(at), '3', '1'];
        const { stdout } = spawnSync('strace', ['-f', '-o', '/dev/null', ...inject, ...writer], {
          encoding: 'utf8',
          env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
          timeout: 30_000,
        });
        witness.hear(stdout);
        await witness.check();
      }
      expect(witness.heard).toBeGreaterThan(0);
    },
    60_000,
  );
});
