import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isolationError } from './isolation.errors.js';
import type { SandboxLevel, SandboxLimits } from './sandbox-level.js';
import { systemCallFilter } from './system-call-filter.js';

/** A process to start: absolute paths only, for the sandbox has no search path. */
export interface SandboxCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Bytes for descriptor 5: the system-call filter. */
  readonly filter: Uint8Array | null;
}

const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission';

/** What Node itself and its threads map before a plugin has asked for anything. */
const NODE_ADDRESS_SPACE_MB = 1024;

/** A user and group that own nothing. */
const NOBODY = '65534';

/** The command that runs a bundle at a level. Throws SANDBOX_UNAVAILABLE when the machine lacks what the level needs. */
export function sandboxCommand(level: SandboxLevel, bundle: string, limits: SandboxLimits): SandboxCommand {
  const { memoryMb } = limits;
  switch (level) {
    case 0:
      return limited([process.execPath, ...nodeArguments(bundle, memoryMb)], limits, null);
    case 2:
      return limited([...namespaces(), process.execPath, ...nodeArguments(bundle, memoryMb)], limits, null);
    case 3:
      return limited([...emptyRoot(bundle), ...nodeArguments('/bundle.mjs', memoryMb)], limits, x64Filter());
  }
}

function nodeArguments(bundle: string, memoryMb: number): readonly string[] {
  return [
    '--no-warnings',
    PERMISSION,
    `--allow-fs-read=${bundle}`,
    '--disable-proto=delete',
    '--disallow-code-generation-from-strings',
    // Tracing writes a file whatever the permissions say; here it writes to nowhere.
    '--trace-event-file-pattern=/dev/null',
    // Guard regions of WebAssembly would need more address space than a plugin is given.
    '--disable-wasm-trap-handler',
    `--max-old-space-size=${memoryMb}`,
    bundle,
  ];
}

function namespaces(): readonly string[] {
  const map = [`--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  const spaces = ['--user', ...map, '--net', '--ipc', '--uts', '--mount', '--pid'];
  return [program('unshare'), ...spaces, '--fork', '--kill-child=KILL', '--mount-proc', '--'];
}

function emptyRoot(bundle: string): readonly string[] {
  const parts = [process.execPath, ...sharedLibraries()];
  return [
    program('bwrap'),
    ...['--seccomp', '5', '--unshare-all', '--unshare-user', '--disable-userns', '--uid', NOBODY, '--gid', NOBODY],
    ...['--hostname', 'plugin', '--die-with-parent', '--new-session', '--clearenv', '--cap-drop', 'ALL'],
    ...['--ro-bind', process.execPath, '/node', ...parts.slice(1).flatMap((path) => ['--ro-bind', path, path])],
    ...[
      '--ro-bind',
      bundle,
      '/bundle.mjs',
      '--proc',
      '/proc',
      '--dev',
      '/dev',
      '--size',
      '16777216',
      '--tmpfs',
      '/tmp',
    ],
    ...['--remount-ro', '/', '--chdir', '/', '/node'],
  ];
}

// Each of these programs becomes the next one, so that the process that the engine knows is the sandbox itself.
function limited(command: readonly string[], limits: SandboxLimits, filter: Uint8Array | null): SandboxCommand {
  const [file, ...args] = [...dyingWithEngine(), ...withinLimits(limits), ...command];
  return { file: file as string, args, filter };
}

/** An engine that is killed cannot end what it started: the kernel does. */
function dyingWithEngine(): readonly string[] {
  const setpriv = found('setpriv');
  return setpriv ? [setpriv, '--pdeathsig', 'KILL', '--'] : [];
}

function withinLimits({ memoryMb, wallMs }: SandboxLimits): readonly string[] {
  const prlimit = found('prlimit');
  const bytes = (memoryMb + NODE_ADDRESS_SPACE_MB) * 1024 * 1024;
  // Far above what a plugin can use in its time on several cores: an end for one whose engine died while it started.
  const processorSeconds = Math.ceil(wallMs / 1000) * 4 + 10;
  return prlimit ? [prlimit, `--as=${bytes}`, '--core=0', '--fsize=0', `--cpu=${processorSeconds}`, '--'] : [];
}

/** Whether address space is limited too, and not only the JavaScript heap. */
export function limitsAddressSpace(): boolean {
  return found('prlimit') !== null;
}

function x64Filter(): Uint8Array {
  if (process.arch === 'x64') return systemCallFilter();
  throw isolationError('SANDBOX_UNAVAILABLE', {
    found: `a machine of architecture ${process.arch}`,
    expected: 'x64, whose system calls the filter knows',
    next: 'Use level 2 on this machine.',
  });
}

function program(name: string): string {
  const path = found(name);
  if (path) return path;
  throw isolationError('SANDBOX_UNAVAILABLE', {
    found: `no program '${name}'`,
    expected: name === 'bwrap' ? 'bubblewrap 0.8 or later' : 'util-linux',
    next: 'Install it, or allow a lower level by policy.',
  });
}

const places = new Map<string, string | null>();

function found(name: string): string | null {
  const known = places.get(name);
  if (known !== undefined) return known;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/bin', '/usr/local/bin'];
  const path = folders
    .map((folder) => join(folder, name))
    .find((candidate) => candidate.startsWith('/') && existsSync(candidate));
  places.set(name, path ?? null);
  return path ?? null;
}

let libraries: readonly string[] | null = null;

/** The shared libraries of this Node, by absolute path; asked once. */
function sharedLibraries(): readonly string[] {
  if (libraries) return libraries;
  const { stdout } = spawnSync(program('ldd'), [process.execPath], { encoding: 'utf8' });
  libraries = [...stdout.matchAll(/(?:=> |^\s+)(\/\S+) \(0x/gm)].map(([, path]) => path as string);
  return libraries;
}
