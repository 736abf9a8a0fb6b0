import { readFileSync } from 'node:fs';

/** How much longer a question may take, in milliseconds; zero when its time is over. */
export interface ThreadDeadline {
  left(): number;
}

/** How often its deadline a question may take by the clock, where the processor time is known. */
const PATIENCE = 20;
const NS_IN_MS = 1_000_000;

/**
 * The deadline of a question that begins now. `clock` is the file in which the system counts the processor time of the
 * thread that answers; without one the time that passes counts.
 */
export function deadlineOf(deadlineMs: number, clock: string | undefined): ThreadDeadline {
  const began = performance.now();
  const before = computedMs(clock);
  return {
    left: () => {
      const passed = performance.now() - began;
      const computed = computedMs(clock);
      if (before === null || computed === null) return Math.max(0, deadlineMs - passed);
      return Math.max(0, Math.min(deadlineMs - (computed - before), PATIENCE * deadlineMs - passed));
    },
  };
}

function computedMs(clock: string | undefined): number | null {
  if (!clock) return null;
  try {
    const [nanoseconds = ''] = readFileSync(clock, 'latin1').split(' ');
    return /^\d+$/.test(nanoseconds) ? Number(nanoseconds) / NS_IN_MS : null;
  } catch {
    return null;
  }
}
