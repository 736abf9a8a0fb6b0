import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { ProbityError } from '../documents/index.js';
import { FrameReader, frameHeader } from './frame-reader.js';
import { isolationError } from './isolation.errors.js';
import type { SandboxCommand } from './sandbox-command.js';
import type { SandboxLimits } from './sandbox-level.js';

const CALLS = 3;
const ANSWERS = 4;
const FILTER = 5;

/** How a process ended: with frames that were enough, or with a fault. */
export type Ending =
  | { readonly kind: 'answered'; readonly frames: readonly Buffer[]; readonly printedBytes: number }
  | { readonly kind: 'fault'; readonly fault: ProbityError };

/**
 * Starts a command in a process group of its own, writes the frames of a call, and waits for the frames of the answer.
 * INVARIANT: when it settles, nothing of the group is left.
 */
export function runProcess(
  command: SandboxCommand,
  call: readonly Uint8Array[],
  limits: SandboxLimits,
  enough: (frames: readonly Buffer[]) => boolean,
): Promise<Ending> {
  return new Promise((resolve) => new SandboxedProcess(command, limits, enough, resolve).begin(call));
}

class SandboxedProcess {
  readonly #child: ChildProcess;
  readonly #reader: FrameReader;
  readonly #timer: NodeJS.Timeout;
  #printedBytes = 0;
  #outcome: Ending | null = null;

  constructor(
    command: SandboxCommand,
    private readonly limits: SandboxLimits,
    private readonly enough: (frames: readonly Buffer[]) => boolean,
    private readonly settle: (ending: Ending) => void,
  ) {
    // Detached is security: otherwise process group 0 of a plugin is the engine's, even from a PID namespace.
    this.#child = spawn(command.file, command.args, {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', command.filter ? 'pipe' : 'ignore'],
      env: {},
      cwd: '/',
      detached: true,
    });
    this.#reader = new FrameReader(limits.frameBytesMax);
    this.#timer = setTimeout(() => this.#end(timedOut(limits)), limits.wallMs);
    if (command.filter) this.#write(FILTER, [command.filter]);
  }

  begin(call: readonly Uint8Array[]): void {
    this.#child.once('error', (error: NodeJS.ErrnoException) => {
      this.#end(unavailable(error));
      this.#close();
    });
    // What a dead plugin left running would hold the pipes open.
    this.#child.once('exit', () => this.#killGroup());
    // All pipes are read to their end here, so an answer that was written just before the exit counts.
    this.#child.once('close', (code, signal) => {
      this.#end(died(code, signal));
      this.#close();
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => this.#printed(chunk.length));
    }
    this.#stream<Readable>(ANSWERS)?.on('data', (chunk: Buffer) => this.#received(chunk));
    this.#write(
      CALLS,
      call.flatMap((frame) => [frameHeader(frame.length), frame]),
    );
  }

  #received(chunk: Buffer): void {
    if (this.#outcome) return;
    try {
      this.#reader.push(chunk);
      const { frames } = this.#reader;
      if (this.enough(frames)) this.#end({ kind: 'answered', frames, printedBytes: this.#printedBytes });
    } catch (fault) {
      if (!(fault instanceof ProbityError)) throw fault;
      this.#end({ kind: 'fault', fault });
    }
  }

  #printed(bytes: number): void {
    this.#printedBytes += bytes;
    if (this.#printedBytes > this.limits.stdoutBytesMax) this.#end(printedTooMuch(this.limits));
  }

  // The first ending counts; the exit of a process that was ended here is none of its own.
  #end(ending: Ending): void {
    if (this.#outcome) return;
    this.#outcome = ending;
    this.#killGroup();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#killGroup();
    this.settle(this.#outcome as Ending);
  }

  #killGroup(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The group is gone already, which is what is wanted.
    }
  }

  #write(descriptor: number, parts: readonly Uint8Array[]): void {
    const stream = this.#stream<Writable>(descriptor);
    // A plugin that never reads, or dies while it is written to, shows in how it ends.
    stream?.on('error', () => undefined);
    for (const part of parts) stream?.write(part);
    stream?.end();
  }

  #stream<S extends Readable | Writable>(descriptor: number): S | null {
    return ((this.#child.stdio as readonly unknown[])[descriptor] as S | null | undefined) ?? null;
  }
}

function timedOut({ wallMs }: SandboxLimits): Ending {
  return fault('PLUGIN_TIMED_OUT', {
    found: `no answer after ${wallMs} ms`,
    next: 'Ask for fewer rows or a simpler model, or raise plugins.wallMs.',
  });
}

function printedTooMuch({ stdoutBytesMax }: SandboxLimits): Ending {
  return fault('PLUGIN_PRINTED_TOO_MUCH', {
    found: `more than ${stdoutBytesMax} bytes on standard output and error`,
    next: 'Take the printing out of the plugin: nobody reads it.',
  });
}

function unavailable({ code }: NodeJS.ErrnoException): Ending {
  return fault('SANDBOX_UNAVAILABLE', {
    found: `the sandbox did not start (${code ?? 'unknown'})`,
    next: 'Run probity doctor to see which levels this machine gives.',
  });
}

// Node aborts when its heap is full, and the kernel kills when memory is short. The first process of a PID namespace
// cannot be aborted: there the C library goes on to a segmentation fault.
const ABORTED = new Set<number | string | null>([
  ...['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGKILL', 'SIGSEGV'],
  ...[134, 133, 132, 137, 139],
]);

function died(code: number | null, signal: string | null): Ending {
  if (ABORTED.has(code) || ABORTED.has(signal)) {
    return fault('PLUGIN_MEMORY', {
      found: 'a process that was aborted, as when its memory is used up',
      next: 'Ask for fewer rows, or raise plugins.memoryMb.',
    });
  }
  return fault('PLUGIN_DIED', {
    // Not with which code: a plugin chooses it.
    found: 'a process that ended before it answered',
    next: 'Run the conformance suite of the plugin: probity plugin check.',
  });
}

function fault(...[code, parts]: Parameters<typeof isolationError>): Ending {
  return { kind: 'fault', fault: isolationError(code, parts) };
}
