import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Names one process so that neither a reused process number nor a restart can be mistaken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process started, as the operating system tells it; opaque, compared for equality. */
  readonly started: string;
  /** Where process numbers mean the same thing: host and PID namespace. */
  readonly space: string;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? 'unknown', space: processSpace() };
}

/** True when the named process lives; only meaningful for a process of this space. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  return startOf(pid) === started;
}

function processSpace(): string {
  return `${hostname()} ${linux(() => readlinkSync('/proc/self/ns/pid')) ?? 'one process space'}`;
}

/** The start of a process, or undefined when no process of that number runs. */
function startOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return startByPs(pid);
  return linux(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command name may hold spaces and brackets, so fields are counted after the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ended = fields[0] === 'Z' || fields[0] === 'X';
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return ended ? undefined : `${boot} ${fields[19]}`;
  });
}

function startByPs(pid: number): string | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || undefined;
}

function linux<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
