import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { ProbityError } from '../../src/documents/index.js';
import { DEFAULT_LIMITS, probeIsolation, runSandboxed, type SandboxLevel } from '../../src/isolation/index.js';

/**
 * An engine process of its own: it has what attempts reach for, runs them at one level or without a sandbox, and
 * believes what it sees on its own side. Prints one JSON document.
 */
const [folder, attempts, addon, levelText] = process.argv.slice(2) as [string, string, string, string];
const level = levelText === 'control' ? null : (Number(levelText) as SandboxLevel);
const SECRET = 'canary-7f3a';
const reached = new Set<string>();
const WALL_MS = 700;

/** Attempts whose only effect is inside their own process: their word is the evidence, and the control shows it. */
const WORD_IS_ENOUGH: Readonly<Record<string, string>> = {
  'temp-listing': '',
  'own-memory': 'opened',
  'exec-node': '2',
  'process-binding': 'function',
  'native-addon': 'loaded',
  wasi: 'opened',
  eval: '2',
  'function-constructor': '2',
  vm: 'true',
  'proto-setter': 'there',
};

/** It would use up the machine, or there is nobody to read what it answers. */
const NO_CONTROL = new Set([
  'buffer-bomb',
  'heap-bomb',
  'frame-of-4-gib',
  'slow-drip',
  'silent-exit',
  'abort',
  'no-envelope',
]);

process.on('SIGUSR2', () => reached.add('signal'));

const sentinel = await startSentinel();
const ports = await startListeners();
const targets = {
  folder,
  secretFile: join(folder, 'secret'),
  enginePid: process.pid,
  sentinelPid: sentinel.pid,
  addon,
  ...ports,
};
plant();

const results: Record<string, string> = {};
for (const batch of [
  'file',
  'net',
  'process',
  'signal-parent',
  'signal-group',
  'process-report',
  'heap-snapshot',
  'trace-file',
])
  Object.assign(results, await runBatch(batch));
for (const name of [
  'buffer-bomb',
  'heap-bomb',
  'spin',
  'sleep',
  'log-flood',
  'frame-of-4-gib',
  'slow-drip',
  'silent-exit',
  'abort',
  'no-envelope',
]) {
  results[name] = await runAlone(name);
}
results['never-reads'] = await runAlone('sleep', new Uint8Array(4 << 20));
const left = level === null ? [] : leftOver();
process.stdout.write(JSON.stringify({ results, left, highest: (await probeIsolation()).highest }), () => {
  sentinel.kill('SIGKILL');
  process.exit(0);
});

/** Runs a batch of attempts in one process and adds what the host saw. */
async function runBatch(batch: string): Promise<Record<string, string>> {
  reached.clear();
  const bundle = bundleOf(batch);
  const poking = batch === 'net' ? [poke(ports.listenPort, 'listen'), poke(ports.inspectorPort, 'inspector')] : [];
  const said = await answered(batch, bundle);
  await Promise.all(poking);
  await new Promise((resolve) => setTimeout(resolve, 60));
  const verdicts = Object.entries(said).map(([name, words]) => [name, verdictOn(name, words)]);
  cleanUp();
  return Object.fromEntries(verdicts);
}

// A plugin's word proves nothing in its favour: an attempt counts as reached when the host saw it, or the secret came back.
function verdictOn(name: string, words: string): string {
  const hostSaw: Readonly<Record<string, boolean>> = {
    'signal-parent': reached.has('signal'),
    'signal-group': reached.has('signal'),
    'signal-host-process': reached.has('sentinel'),
    'debug-host-process': reached.has('sentinel-debug'),
    'remove-host-file': !existsSync(join(folder, 'planted/removable')),
    'trace-file': existsSync(join(folder, 'node_trace.1.log')) || existsSync('/node_trace.1.log'),
    'shadow-file': words === readableShadow(),
  };
  const planted = name !== 'remove-host-file' && existsSync(join(folder, 'planted', name));
  const seen = hostSaw[name] ?? (reached.has(name) || planted || words.includes(SECRET));
  return seen || WORD_IS_ENOUGH[name] === words ? 'reached' : words.startsWith('refused') ? 'refused' : 'nothing';
}

async function answered(batch: string, bundle: string): Promise<Record<string, string>> {
  if (level === null) return (await unsandboxed(bundle, 5000)).value ?? {};
  try {
    const answer = await runSandboxed({ level, bundle, call: targets, limits: { ...DEFAULT_LIMITS, wallMs: 5000 } });
    return answer.kind === 'answer' ? (answer.value as Record<string, string>) : {};
  } catch (error) {
    // An attempt that its own process does not survive: the host's side decides.
    if (error instanceof ProbityError) return { [batch]: `refused: ${error.code}` };
    throw error;
  }
}

/** The fault that an attempt ends with; without a sandbox, what it did until it was stopped. */
async function runAlone(name: string, arrow?: Uint8Array): Promise<string> {
  const bundle = bundleOf(name);
  if (level === null) return NO_CONTROL.has(name) ? 'not tried' : (await unsandboxed(bundle, WALL_MS)).ending;
  const limits = {
    wallMs: name === 'heap-bomb' || name === 'buffer-bomb' ? 10_000 : WALL_MS,
    frameBytesMax: 65_536,
    stdoutBytesMax: 65_536,
    memoryMb: 64,
  };
  try {
    const answer = await runSandboxed({ level, bundle, call: targets, arrow, limits });
    return answer.kind === 'answer'
      ? verdictOn(name, (answer.value as Record<string, string>)[name] ?? '')
      : answer.kind;
  } catch (error) {
    if (error instanceof ProbityError) return error.code;
    throw error;
  }
}

interface Unsandboxed {
  readonly value: Record<string, string> | null;
  readonly ending: string;
}

/** The same file in a plain child process, as an engine without a sandbox would start it. */
function unsandboxed(bundle: string, wallMs: number): Promise<Unsandboxed> {
  return new Promise((resolve) => {
    const inherited = openSync(join(folder, 'secret'), 'r');
    const child = spawn(process.execPath, ['--no-warnings', bundle], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe', 'pipe', 'ignore', inherited],
      cwd: folder,
      env: { ...process.env, PROBITY_SECRET: SECRET },
    });
    const pipes = child.stdio as unknown as readonly NodeJS.ReadWriteStream[];
    const call = Buffer.from(JSON.stringify(targets));
    const head = Buffer.alloc(4);
    head.writeUInt32BE(call.length);
    pipes[3]?.on('error', () => undefined).end(Buffer.concat([head, call]));
    const answer: Buffer[] = [];
    let printed = 0;
    pipes[4]?.on('data', (chunk: Buffer) => answer.push(chunk));
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.length;
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), wallMs);
    child.on('close', (_code, signal) => {
      clearTimeout(timer);
      const body = Buffer.concat(answer).subarray(4).toString();
      const alive = signal === 'SIGKILL' ? 'still running' : 'ended';
      resolve({ value: body ? JSON.parse(body).value : null, ending: printed > 65_536 ? 'printed on' : alive });
    });
  });
}

function bundleOf(name: string): string {
  const bundle = join(folder, `${name}.bundle.mjs`);
  copyFileSync(join(attempts, `${name}.mjs`), bundle);
  return bundle;
}

function plant(): void {
  mkdirSync(join(folder, 'planted'), { recursive: true });
  writeFileSync(join(folder, 'secret'), SECRET);
  writeFileSync(join(folder, 'secret.mjs'), `export const secret = '${SECRET}';`);
  writeFileSync(join(folder, SECRET), '');
  writeFileSync(join(folder, 'planted/removable'), '');
  writeFileSync(
    join(folder, 'planter.mjs'),
    "import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[2], 'x'); process.exit(0);",
  );
  symlinkSync(join(folder, 'secret'), join(folder, 'link-to-secret'));
}

function cleanUp(): void {
  for (const file of [join(folder, 'node_trace.1.log'), '/node_trace.1.log']) rmSync(file, { force: true });
}

function readableShadow(): string {
  try {
    return readFileSync('/etc/shadow', 'utf8').slice(0, 4);
  } catch {
    return 'not readable by this user';
  }
}

/** A process of the host that says which signals reached it. */
function startSentinel(): Promise<ChildProcess> {
  // It ends with its input, and so with this engine, however that ends.
  const code =
    "process.on('SIGUSR2', () => console.log('sentinel')); console.log('up'); process.stdin.on('end', () => process.exit()).resume();";
  const child = spawn(process.execPath, ['--inspect-port=0', '-e', code], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stderr?.on('data', (text: Buffer) => {
    if (text.includes('Debugger listening')) reached.add('sentinel-debug');
  });
  return new Promise((resolve) => {
    child.stdout?.on('data', (text: Buffer) => {
      if (text.includes('sentinel')) reached.add('sentinel');
      if (text.includes('up')) resolve(child);
    });
  });
}

async function startListeners() {
  const server = () =>
    createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (text) => {
        reached.add(text.includes('GET /http') ? 'http' : text.toString());
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
      });
    });
  const listening = (options: object): Promise<number> =>
    new Promise((resolve) => {
      const one = server().listen(options, () => resolve((one.address() as AddressInfo).port));
      // A machine without IPv6 has nothing to reach there.
      one.on('error', () => resolve(0));
    });
  const udp = createSocket('udp4').on('message', (text) =>
    reached.add(text.includes('dns-attempt') ? 'dns' : text.toString()),
  );
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const unixPath = join(folder, 'socket');
  const abstractName = `probity-escapes-${process.pid}`;
  await listening({ path: unixPath });
  await listening({ path: `\0${abstractName}` });
  return {
    tcp4: await listening({ port: 0, host: '127.0.0.1' }),
    tcp6: await listening({ port: 0, host: '::1' }),
    udp4: udp.address().port,
    unixPath,
    abstractName,
    listenPort: await freePort(),
    inspectorPort: await freePort(),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const one = createServer().listen(0, '127.0.0.1', () => {
      const { port } = one.address() as AddressInfo;
      one.close(() => resolve(port));
    });
  });
}

/** Tries to reach a port that an attempt may open, for as long as the attempt keeps it open. */
async function poke(port: number, name: string): Promise<void> {
  for (let tries = 0; tries < 60 && !reached.has(name); tries += 1) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        reached.add(name);
        socket.destroy();
      });
      socket.on('error', () => undefined).on('close', () => resolve());
    });
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Command lines of processes that still hold one of the bundles. */
function leftOver(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes(folder) && line.includes('.bundle.mjs') ? [line.replaceAll('\0', ' ')] : [];
      } catch {
        return [];
      }
    });
}
