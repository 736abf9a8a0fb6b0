import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { policyFiles } from '../../src/registers/policies/index.js';
import { type BundledProgram, bundledProgram } from './bundled-program.js';
import { FILES, KEY, POLICY, vkeyOf, writeMade } from './packed.js';

/** The system calls that put bytes and names on disk or take them away, and how each is cut off. */
const CUTS = {
  'signal=KILL': ['fsync', 'link', 'rename', 'unlink', 'mkdir', 'rmdir'],
  'error=EIO': ['fsync', 'link', 'rename'],
} as const;

const possible = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
const second = { 'access/second/policy.yaml': POLICY.replace('name: only-declared', 'name: second') };
const OLD = ['packs/sample/1.0.0/access/only-declared/policy.yaml'];
const NEW = ['packs/sample/1.1.0/access/only-declared/policy.yaml', 'packs/sample/1.1.0/access/second/policy.yaml'];

(possible ? describe : describe.skip)('an install that is cut off (needs strace)', () => {
  let program: BundledProgram;
  let scratch: string;
  let at: number;

  beforeAll(async () => {
    program = await bundledProgram('pack-installer');
    scratch = mkdtempSync(join(tmpdir(), 'pack-install-'));
    writeMade(join(scratch, 'old'));
    writeMade(join(scratch, 'new'), { version: '1.1.0', sequence: 2, files: { ...FILES, ...second } });
    expect(run('add', 'old', join(scratch, 'installed'))).toBe(true);
    at = 0;
  });
  afterAll(async () => {
    await program.remove();
    rmSync(scratch, { recursive: true });
  });

  function run(verb: string, pack: string, folder: string, inject: readonly string[] = []): boolean {
    const installer = [process.execPath, program.file, verb, join(scratch, pack), folder, vkeyOf(KEY)];
    const [command = '', ...args] =
      inject.length > 0 ? ['strace', '-f', '-o', '/dev/null', ...inject, ...installer] : installer;
    const env = { ...process.env, UV_THREADPOOL_SIZE: '1' };
    return spawnSync(command, args, { encoding: 'utf8', env, timeout: 30_000 }).stdout === 'installed\n';
  }

  /** Cuts the verb off at the first, second, … of a call until it gets through; each time the folder is looked at. */
  function cutAtEach(
    call: string,
    fault: string,
    look: (folder: string) => void,
    prepare: (folder: string) => [string, string],
  ): number {
    for (let when = 1; ; when += 1) {
      at += 1;
      const folder = join(scratch, `cut-${at}`);
      const [verb, pack] = prepare(folder);
      const through = run(verb, pack, folder, ['-e', `trace=${call}`, '-e', `inject=${call}:${fault}:when=${when}`]);
      look(folder);
      rmSync(folder, { recursive: true, force: true });
      if (through) return when - 1;
    }
  }

  const cases = Object.entries(CUTS).flatMap(([fault, calls]) => calls.map((call) => ({ call, fault })));

  it.each(cases)(
    'leaves the old release or the new one, whole: $fault at each $call of an upgrade',
    ({ call, fault }) => {
      const look = (folder: string) => {
        const found = policyFiles([folder]).map(({ name }) => name);
        expect([OLD, NEW]).toContainEqual(found);
        if (found.length === OLD.length) expect(run('upgrade', 'new', folder)).toBe(true);
        expect(policyFiles([folder]).map(({ name }) => name)).toEqual(NEW);
      };
      const cuts = cutAtEach(call, fault, look, (folder) => {
        cpSync(join(scratch, 'installed'), folder, { recursive: true });
        return ['upgrade', 'new'];
      });
      expect(cuts).toBeGreaterThan(0);
    },
    180_000,
  );

  it.each(cases.filter(({ call }) => call !== 'mkdir' && call !== 'link'))(
    'leaves the whole pack or none of it: $fault at each $call of a removal',
    ({ call, fault }) => {
      const look = (folder: string) => {
        const found = policyFiles([folder]).map(({ name }) => name);
        expect([OLD, []]).toContainEqual(found);
        if (found.length === OLD.length) expect(run('remove', 'old', folder)).toBe(true);
        expect(policyFiles([folder])).toEqual([]);
        expect(run('add', 'old', folder)).toBe(true);
        expect(policyFiles([folder]).map(({ name }) => name)).toEqual(OLD);
      };
      const cuts = cutAtEach(call, fault, look, (folder) => {
        cpSync(join(scratch, 'installed'), folder, { recursive: true });
        return ['remove', 'old'];
      });
      expect(cuts).toBeGreaterThan(0);
    },
    180_000,
  );

  it('leaves nothing or the whole pack when the first one is added, and a second try gets through', () => {
    const look = (folder: string) => {
      const found = policyFiles([folder]).map(({ name }) => name);
      expect([[], OLD]).toContainEqual(found);
      if (found.length === 0) expect(run('add', 'old', folder)).toBe(true);
      expect(policyFiles([folder]).map(({ name }) => name)).toEqual(OLD);
      expect(readdirSync(join(folder, 'packs'))).toEqual(['sample']);
      expect(existsSync(join(folder, 'packs.lock.yaml'))).toBe(true);
    };
    expect(cutAtEach('rename', 'signal=KILL', look, () => ['add', 'old'])).toBeGreaterThan(0);
    expect(cutAtEach('link', 'signal=KILL', look, () => ['add', 'old'])).toBeGreaterThan(0);
  }, 180_000);
});
