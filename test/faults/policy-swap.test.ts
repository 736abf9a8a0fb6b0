import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyFolder } from '../../src/audit/index.js';
import { openGovernance } from '../../src/run/index.js';
import { loadSettings } from '../../src/settings/index.js';
import { approveChange, changeView, createDraft } from '../../src/workbench/changes/index.js';
import { deploy } from '../journeys/deployment.js';
import { type PackagedProgram, packagedProgram } from '../journeys/packaged-program.js';

/**
 * The system calls that put bytes and names on disk: how many of the last are tried, since those of the approval come last
 * and the rest is the engine's start, and how large segments must be afterwards. Names are linked for the published log
 * alone, when the change is recorded and the new set in force.
 */
const CALLS = {
  fsync: { last: 16, leave: [20, 30] },
  rename: { last: 3, leave: [20, 30] },
  link: { last: 3, leave: [30] },
} as const;
const SIZES = 'disclosure/segments-of-at-least-twenty';

const possible = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;

(possible ? describe : describe.skip)('an approval that stops at any step (needs strace)', () => {
  let program: PackagedProgram;
  let prepared: string;
  const made: string[] = [];

  beforeAll(async () => {
    program = await packagedProgram('test/faults/policy-approver.ts');
    const deployment = await deploy();
    prepared = deployment.folder;
    made.push(prepared);
    const draft = join(prepared, 'draft');
    cpSync(join(prepared, 'policies'), draft, { recursive: true });
    for (const name of ['policy.yaml', 'cases.yaml']) {
      const file = join(draft, SIZES, name);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('segmentSizeMin: 20', 'segmentSizeMin: 30'));
    }
    const { parts } = deployment.governance;
    const { needs } = await createDraft(parts, { folders: [draft], author: 'ada', effective: '2026-01-01' });
    if (needs !== 1) throw new Error(`the change needs ${needs} approvals`);
    await deployment.close();
  }, 120_000);
  afterAll(() => {
    program?.remove();
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  });

  const copied = (name: string) => {
    const folder = `${prepared}-${name}`;
    made.push(folder);
    cpSync(prepared, folder, { recursive: true });
    return folder;
  };
  const approver = (folder: string, traced: readonly string[]) => {
    const command = [process.execPath, program.file, join(folder, 'probity.yaml')];
    const env = { ...process.env, UV_THREADPOOL_SIZE: '1' };
    return spawnSync('strace', ['-f', ...traced, ...command], {
      encoding: 'utf8',
      env,
      timeout: 30_000,
      killSignal: 'SIGKILL',
    });
  };
  const callsOf = (call: string) => {
    const folder = copied(`count-${call}`);
    const trace = join(folder, 'trace');
    expect(approver(folder, ['-o', trace, '-e', `trace=${call}`]).stdout).toBe('approved\n');
    const threads = readFileSync(trace, 'utf8')
      .split('\n')
      .filter((line) => line.includes(`${call}(`))
      .map((line) => line.split(' ')[0]);
    // A fault is injected at the n-th call of a thread: of each, so that every call of the busiest one is met.
    return Math.max(...threads.map((thread) => threads.filter((one) => one === thread).length));
  };

  it.each(Object.keys(CALLS) as (keyof typeof CALLS)[])(
    'leaves one whole set in force, killed at each %s',
    async (call) => {
      const all = callsOf(call);
      const sizes = new Set<unknown>();
      for (let at = Math.max(1, all - CALLS[call].last + 1); at <= all; at += 1) {
        const folder = copied(`${call}-${at}`);
        const inject = ['-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${at}`];
        const { stdout } = approver(folder, inject);
        sizes.add(await stateAfter(folder, stdout === 'approved\n'));
      }
      // Where the swap is among the stops both are met, or the stops were not where they should be.
      expect([...sizes].sort()).toEqual(CALLS[call].leave);
    },
    300_000,
  );

  /** Opens the folder as the next start does: what is in force is what is recorded, and the work can be taken up. */
  async function stateAfter(folder: string, acknowledged: boolean): Promise<unknown> {
    const { governance, close } = await openGovernance(loadSettings(join(folder, 'probity.yaml')));
    try {
      const { parts } = governance;
      const rule = parts.registers.policies.rules.find(({ id }) => SIZES.endsWith(id));
      const size = rule?.obligations.find(({ id }) => id === 'segmentSizeMin')?.value;
      const { state } = await changeView(parts, 1);
      expect([size, state]).toEqual(size === 30 ? [30, 'live'] : [20, 'draft']);
      if (acknowledged) expect(size).toBe(30);
      expect(parts.registers.policyOrigin.refused).toEqual([]);
      if (state === 'draft') {
        expect(await approveChange(parts, 1, { by: 'ben', role: 'dpo' })).toMatchObject({ state: 'live' });
      }
      return size;
    } finally {
      await close();
      const key = readFileSync(join(folder, 'state/log.vkey'), 'utf8').trim();
      expect(await verifyFolder(join(folder, 'state/audit'), key)).toMatchObject({ kind: 'intact' });
    }
  }
});
