import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readYaml } from '../../src/documents/index.js';

interface Attempt {
  readonly name: string;
  readonly control: string;
  readonly expected: Readonly<Record<'L0' | 'L2' | 'L3', string>>;
}

interface Observed {
  readonly results: Readonly<Record<string, string>>;
  /** Command lines of processes that a sandbox left running. */
  readonly left: readonly string[];
}

const here = fileURLToPath(new URL('.', import.meta.url));
const list = new URL('../escapes.yaml', import.meta.url);
const { attempts } = readYaml('test/escapes.yaml', readFileSync(list, 'utf8')).value as {
  attempts: readonly Attempt[];
};
const folder = mkdtempSync(join(tmpdir(), 'probity-escapes-'));
const LEVELS = ['L0', 'L2', 'L3'] as const;

describe('what a plugin may try', () => {
  const observed: Record<string, Observed> = {};

  beforeAll(async () => {
    await pack();
    const places = ['control', '0', '2', '3'];
    const all = await Promise.all(places.map((place) => observe(place, mkdtempSync(join(folder, 'place-')))));
    places.forEach((place, at) => {
      observed[place === 'control' ? place : `L${place}`] = all[at] as Observed;
    });
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is all in the list, and all of the list is tried', () => {
    const listed = attempts.map(({ name }) => name).sort();
    for (const { results } of Object.values(observed)) expect(Object.keys(results).sort()).toEqual(listed);
  });

  it.each(attempts.map(({ name, control }) => [name, control] as const))(
    'reaches what it is after where nothing holds it: %s',
    (name, control) => {
      const root = process.getuid?.() === 0;
      const wanted = control === 'reached-as-root' ? (root ? 'reached' : 'held') : control;
      expect(word(observed['control']?.results[name])).toBe(wanted);
    },
  );

  describe.each(LEVELS)('at level %s', (level) => {
    it.each(attempts.map(({ name, expected }) => [name, expected[level]] as const))(
      'ends as expected: %s',
      (name, expected) => {
        expect(word(observed[level]?.results[name])).toBe(expected);
      },
    );

    it('leaves no process behind', () => {
      expect(observed[level]?.left).toEqual([]);
    });
  });

  it.each(LEVELS)(
    'ends with an engine that is killed, at level %s',
    async (level) => {
      // The heap limit stands on every command line of the sandbox, so an odd one tells these processes from others.
      const memoryMb = 101 + Number(level.slice(1));
      const place = [join(folder, 'attempts/spin.mjs'), level.slice(1), String(memoryMb)];
      const engine = spawn(process.execPath, [join(folder, 'killed-engine.mjs'), ...place], { stdio: 'ignore' });
      // Only once Node itself runs has every program before it asked the kernel to die with its parent.
      const started = () => running(memoryMb).some((pid) => commandLine(pid).split('\0')[0]?.endsWith('/node'));
      expect(await eventually(started)).toBe(true);
      engine.kill('SIGKILL');
      expect(await eventually(() => running(memoryMb).length === 0)).toBe(true);
    },
    30_000,
  );

  it('reaches nothing at level 3', () => {
    expect(attempts.filter(({ expected }) => expected.L3 === 'reached')).toEqual([]);
  });
});

/** An attempt that was refused and one that came back with nothing are both held. */
function word(result: string | undefined): string | undefined {
  return result === 'refused' || result === 'nothing' ? 'held' : result;
}

/** Packs the engine, and every attempt into the one file that a sandbox can read. */
async function pack(): Promise<void> {
  const banner =
    "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";
  const attemptFiles = readdirSync(join(here, 'attempts')).map((name) => join(here, 'attempts', name));
  await build({
    entryPoints: [join(here, 'engine.ts'), join(here, 'killed-engine.ts'), ...attemptFiles],
    outdir: folder,
    outbase: here,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    tsconfigRaw: '{}',
    banner: { js: banner },
    logLevel: 'silent',
  });
}

// An engine of its own, so that signals that reach it can be counted and reach no test runner.
function observe(place: string, at: string): Promise<Observed> {
  const addon = createRequire(import.meta.url).resolve(`@swc/core-${process.platform}-${process.arch}-gnu`);
  const child = spawn(process.execPath, [join(folder, 'engine.mjs'), at, join(folder, 'attempts'), addon, place], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PROBITY_SECRET: 'canary-7f3a' },
    detached: true,
  });
  // A sandbox that cannot end what it started must fail the test and not stop it.
  const overdue = setTimeout(() => child.kill('SIGKILL'), 45_000);
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      clearTimeout(overdue);
      if (code === 0) resolve(JSON.parse(Buffer.concat(output).toString()));
      else reject(new Error(`engine ended with ${code}`));
    });
  });
}

/** Processes of a sandbox with this heap limit. */
function running(memoryMb: number): readonly string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && commandLine(name).includes(`-size=${memoryMb}\0`));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

async function eventually(holds: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return false;
}
