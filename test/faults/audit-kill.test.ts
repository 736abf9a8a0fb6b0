import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyFolder } from '../../src/audit/verify/index.js';
import { type BundledProgram, bundledProgram } from './bundled-program.js';
import { openedLog, runClosed } from './opened-log.js';

const ROUNDS = 50;
const LANES = 2;
/** Some rounds die while they start and recover, the others while they write. */
const START_MS = 250;
const WRITE_MS = 200;

interface Lane {
  readonly folder: string;
  /** Every acknowledged entry: index to what was said about it. */
  readonly acknowledged: Map<number, string>;
  /** Known from the first opening on: what a killed writer leaves must verify as it lies there. */
  vkey?: string;
}

describe('a writer that is killed at random times', () => {
  let program: BundledProgram;
  let folder: string;
  beforeAll(async () => {
    program = await bundledProgram('audit-writer');
    folder = await mkdtemp(join(tmpdir(), 'probity-kill-'));
  });
  afterAll(async () => {
    await program.remove();
    await rm(folder, { recursive: true });
  });

  /** Lets one writer live for a random while, kills it, and returns what it acknowledged. */
  const killedWriter = async ({ folder: state }: Lane, round: number): Promise<readonly string[]> => {
    const child = spawn(process.execPath, [program.file, state, String(round)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let complained = '';
    const ready = new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.startsWith('ready')) resolve();
      });
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complained += chunk.toString();
    });
    const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
    if (round % 5 !== 0) await Promise.race([ready, ended]);
    await sleep(Math.random() * (round % 5 === 0 ? START_MS : WRITE_MS));
    child.kill('SIGKILL');
    await ended;
    expect(complained).toBe('');
    // A line that was cut is an entry that nobody was told of.
    return said
      .split('\n')
      .slice(0, -1)
      .filter((line) => line !== 'ready');
  };

  /** Everything that was acknowledged is there, at its index; nothing is there twice; orphans can be closed. */
  const checkAfterKill = async (lane: Lane) => {
    const audit = join(lane.folder, 'audit');
    if (lane.vkey) expect(await verifyFolder(audit, lane.vkey)).toMatchObject({ kind: 'intact' });
    const { log, close } = await openedLog(lane.folder);
    const seen = new Set<string>();
    let found = 0;
    for await (const { index, entry } of log.entries(0, log.size)) {
      const what = `${entry.type} ${entry.run ?? entry.body['id']}`;
      seen.add(what);
      if (lane.acknowledged.has(index)) found += 1;
      expect(lane.acknowledged.get(index) ?? what).toContain(what);
    }
    expect(found).toBe(lane.acknowledged.size);
    expect(seen.size).toBe(log.size);
    for (const { run } of await log.openRuns()) await log.closeRun(runClosed(run));
    await close();
    expect(await verifyFolder(audit, log.publicKey)).toMatchObject({ kind: 'intact', size: log.size, openRuns: [] });
    lane.vkey = log.publicKey;
  };

  const lane = async (number: number): Promise<number> => {
    const here: Lane = { folder: join(folder, String(number)), acknowledged: new Map() };
    for (let round = number; round < ROUNDS; round += LANES) {
      for (const line of await killedWriter(here, round)) here.acknowledged.set(Number.parseInt(line, 10), line);
      await checkAfterKill(here);
    }
    return here.acknowledged.size;
  };

  it(`loses no acknowledged entry in ${ROUNDS} rounds`, async () => {
    const acknowledged = await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
    // Were nothing written in all these rounds, the test would prove nothing.
    for (const entries of acknowledged) expect(entries).toBeGreaterThan(ROUNDS);
  }, 120_000);
});
