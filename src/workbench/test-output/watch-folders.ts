import { existsSync, type FSWatcher, watch } from 'node:fs';

export interface WatchOptions {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Milliseconds of quiet after a change before the work is done again: an editor writes in several steps. */
  readonly quietMs?: number;
}

/**
 * Does the work once and again after every change below the folders, never twice at a time; resolves when the signal says
 * so and the work that was going on has ended. A change during the work leads to one more round. Folders that are not there
 * are left out.
 */
export async function watchFolders(
  folders: readonly string[],
  work: () => Promise<void>,
  { signal, quietMs = 100 }: WatchOptions,
): Promise<void> {
  const bell = new Bell(quietMs, signal);
  const watchers = folders.filter((folder) => existsSync(folder)).map((folder) => ringing(folder, bell));
  try {
    while (!signal.aborted) {
      await work();
      await bell.rung();
    }
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}

function ringing(folder: string, bell: Bell): FSWatcher {
  const watcher = watch(folder, { recursive: true }, () => bell.ring());
  // A folder that goes away is a change like others; what is missing then is said by the work.
  watcher.on('error', () => bell.ring());
  return watcher;
}

/** Rings once after the last of several pulls; a pull that nobody waited for is remembered. */
class Bell {
  #timer: NodeJS.Timeout | undefined;
  #pulled = false;
  #wake: (() => void) | undefined;

  constructor(
    private readonly quietMs: number,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.#wakeNow(), { once: true });
  }

  ring(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wakeNow(), this.quietMs);
  }

  /** Resolves at the next ring, or at once if there was one since the last time, or at the end of the watch. */
  async rung(): Promise<void> {
    if (!this.#pulled && !this.signal.aborted) {
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
    this.#pulled = false;
  }

  #wakeNow(): void {
    clearTimeout(this.#timer);
    this.#pulled = true;
    this.#wake?.();
  }
}
