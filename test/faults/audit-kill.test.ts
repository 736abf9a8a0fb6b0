import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BundledProgram, bundledProgram } from './bundled-program.js';
import { Witness } from './witness.js';

const ROUNDS = 50;
const LANES = 2;
/** Some rounds die while they start and recover, the others while they write. */
const START_MS = 250;
const WRITE_MS = 700;

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
  const killedWriter = async (state: string, round: number): Promise<string> => {
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
    return said;
  };

  const lane = async (number: number): Promise<number> => {
    const state = join(folder, String(number));
    const witness = new Witness(state);
    for (let round = number; round < ROUNDS; round += LANES) {
      witness.hear(await killedWriter(state, round));
      await witness.check();
    }
    return witness.heard;
  };

  it(`loses no acknowledged entry in ${ROUNDS} rounds`, async () => {
    const acknowledged = await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
    // Were nothing written in all these rounds, the test would prove nothing.
    // A busy machine may kill a writer before its first entry, but not in most rounds.
    expect(acknowledged.reduce((sum, entries) => sum + entries, 0)).toBeGreaterThan(ROUNDS / 2);
  }, 240_000);
});
