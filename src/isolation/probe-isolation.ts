import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProbityError } from '../documents/index.js';
import { isolationError } from './isolation.errors.js';
import { type ProbeSight, probeSource } from './probe-source.js';
import { runSandboxed } from './run-sandboxed.js';
import { limitsAddressSpace } from './sandbox-command.js';
import { DEFAULT_LIMITS, type SandboxLevel } from './sandbox-level.js';

/** One level, tried on this machine. */
export interface LevelProbe {
  readonly level: SandboxLevel;
  readonly held: boolean;
  /** Why it did not hold; null when it did. */
  readonly reason: string | null;
}

/** What the sandbox of this machine is worth, as it was proven at start. */
export interface SandboxLevels {
  /** The highest level that held. */
  readonly highest: SandboxLevel;
  /** From the highest down; levels below the first that held are tried only on demand. */
  readonly probes: readonly LevelProbe[];
  /** Whether address space is limited beside the JavaScript heap. */
  readonly limitsAddressSpace: boolean;
}

const LEVELS: readonly SandboxLevel[] = [3, 2, 0];
// A PID namespace has processes of its own with the lowest numbers: an engine that is PID 1 of a container shares them.
const INNER_PIDS = 16;
const PROBE_LIMITS = { ...DEFAULT_LIMITS, wallMs: 10_000, memoryMb: 128 };

/**
 * Runs the core of the escape suite at each level, from the highest down, and stops at the first that held unless
 * `every` is set. Throws SANDBOX_UNAVAILABLE when none did: then no plugin can run.
 */
export async function probeIsolation({ every = false } = {}): Promise<SandboxLevels> {
  const probes: LevelProbe[] = [];
  for (const level of LEVELS) {
    const probe = await probeLevel(level);
    probes.push(probe);
    if (probe.held && !every) break;
  }
  const highest = probes.find(({ held }) => held);
  if (!highest) throw noLevel(probes);
  return Object.freeze({ highest: highest.level, probes, limitsAddressSpace: limitsAddressSpace() });
}

async function probeLevel(level: SandboxLevel): Promise<LevelProbe> {
  const folder = mkdtempSync(join(tmpdir(), 'probity-probe-'));
  const listener = await listening();
  try {
    const reason = await tryLevel(level, folder, listener);
    return { level, held: reason === null, reason };
  } finally {
    listener.server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tryLevel(level: SandboxLevel, folder: string, listener: Listener): Promise<string | null> {
  const targets = {
    secretFile: join(folder, 'secret'),
    plantedFile: join(folder, 'planted'),
    port: listener.port,
    enginePid: process.pid,
  };
  const bundle = join(folder, 'probe.mjs');
  writeFileSync(targets.secretFile, 'x');
  writeFileSync(bundle, probeSource(targets));
  try {
    const answer = await runSandboxed({ level, bundle, call: {}, limits: PROBE_LIMITS });
    const sight = answer.kind === 'answer' ? (answer.value as ProbeSight) : null;
    return leakOf(level, sight, { reached: listener.reached(), planted: existsSync(targets.plantedFile) });
  } catch (error) {
    if (error instanceof ProbityError) return `${error.code}: ${error.parts.found}`;
    throw error;
  }
}

function leakOf(
  level: SandboxLevel,
  sight: ProbeSight | null,
  host: { readonly reached: number; readonly planted: boolean },
): string | null {
  if (sight === null) return 'the probe did not answer';
  const leaks = [
    sight.read === 'done' && 'a file of the machine was read',
    (sight.write === 'done' || host.planted) && 'a file was written',
    sight.spawn === 'done' && 'a program was started',
    sight.environment > 0 && 'the environment was not empty',
    level >= 2 && (sight.connect === 'done' || host.reached > 0) && 'a listener of the machine was reached',
    level >= 2 && process.pid > INNER_PIDS && sight.signal === 'done' && 'the engine could be signalled',
    level === 3 && sight.connect !== 'EPERM' && 'the system-call filter is not in force',
  ];
  return leaks.find((leak) => leak !== false) || null;
}

interface Listener {
  readonly server: Server;
  readonly port: number;
  reached(): number;
}

function listening(): Promise<Listener> {
  let reached = 0;
  const server = createServer((socket) => {
    reached += 1;
    socket.destroy();
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ server, port, reached: () => reached });
    });
  });
}

function noLevel(probes: readonly LevelProbe[]): ProbityError {
  const reasons = probes.map(({ level, reason }) => `L${level} ${reason}`).join('; ');
  return isolationError('SANDBOX_UNAVAILABLE', {
    found: `no level held: ${reasons}`,
    expected: 'at least level 0',
    next: 'Plugins cannot run here. Install bubblewrap, or run Probity where namespaces are allowed.',
  });
}
