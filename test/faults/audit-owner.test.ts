import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundledProgram, bundledProgram } from './bundled-program.js';
import { numbered, openedLog } from './opened-log.js';

describe('a state folder that another process owns', () => {
  let program: BundledProgram;
  let folder: string;
  let owner: ChildProcess;

  beforeAll(async () => {
    program = await bundledProgram('audit-writer');
    folder = await mkdtemp(join(tmpdir(), 'probity-owner-'));
    owner = spawn(process.execPath, [program.file, folder, 'owner'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => owner.stdout?.once('data', resolve));
    owner.stdout?.resume();
  });
  afterAll(async () => {
    owner.kill('SIGKILL');
    await program.remove();
    await rm(folder, { recursive: true });
  });

  it('is refused within two seconds, naming the owner, while the owner writes', async () => {
    const before = Date.now();
    await expect(openedLog(folder)).rejects.toMatchObject({
      code: 'STATE_IN_USE',
      message: expect.stringContaining(`process ${owner.pid} has owned the state folder since`),
    });
    expect(Date.now() - before).toBeLessThan(2_000);
  });

  it('is refused as well while the owner is stopped, and the owner goes on afterwards', async () => {
    owner.kill('SIGSTOP');
    await expect(openedLog(folder)).rejects.toMatchObject({ code: 'STATE_IN_USE' });
    owner.kill('SIGCONT');
    await new Promise((resolve) => owner.stdout?.once('data', resolve));
    expect(owner.exitCode).toBeNull();
  });

  it('is taken over at once when the owner was killed', async () => {
    const ended = new Promise((resolve) => owner.on('close', resolve));
    owner.kill('SIGKILL');
    await ended;
    const { log, state, close } = await openedLog(folder);
    expect(state.cleanStop).toBe(false);
    expect(await log.append(numbered('after'))).toStrictEqual({ index: log.size - 1 });
    await close();
  });
});
