import { ProbityError } from '../documents/index.js';
import { auditError } from './audit.errors.js';
import type { LogHealth } from './log.js';
import type { SignedCheckpoint } from './log-rows.js';
import type { Publisher } from './publisher.js';

/** Rest between two publications, so that a busy log signs ten times a second and an idle one at once. */
const REST_MS = 100;
const RETRY_MS = 250;
/** Entries under one checkpoint: under a flood the newest checkpoint then follows in steps instead of not at all. */
const AT_ONCE = 4_096;
/** How long a receipt may be waited for while publication fails. */
const PATIENCE_MS = 5_000;
/** What a retry cannot cure. */
const FINAL = new Set([
  'LOG_REGRESS',
  'LOG_TILE_CONFLICT',
  'LEASE_LOST',
  'STATE_LOST',
  'STATE_CLOSED',
  'STATE_CORRUPT',
]);

interface Waiting {
  readonly index: number;
  readonly resolve: (signed: SignedCheckpoint) => void;
  readonly reject: (error: ProbityError) => void;
}

/** Publishes in the background what the sequencer wrote, and answers those who wait for a checkpoint. */
export class Clerk {
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #fault: ProbityError | undefined;
  #stopping = false;
  #wake: (() => void) | undefined;

  constructor(
    private readonly publisher: Publisher,
    private readonly sizeOnDisk: () => number,
    private newest: SignedCheckpoint,
  ) {}

  get signed(): SignedCheckpoint {
    return this.newest;
  }

  get health(): LogHealth {
    if (!this.#fault) return { kind: 'ok' };
    return { kind: FINAL.has(this.#fault.code) ? 'failed' : 'degraded', code: this.#fault.code };
  }

  /** Says that there is something to publish. */
  notify(): void {
    if (this.health.kind !== 'failed') this.#running ??= this.#run();
  }

  /** The first checkpoint that covers an entry which is on disk. */
  async covering(index: number): Promise<SignedCheckpoint> {
    if (index < this.newest.size) return this.newest;
    if (this.health.kind === 'failed') throw unpublished(index, this.#fault);
    const answer = new Promise<SignedCheckpoint>((resolve, reject) => {
      this.#waiting.push({ index, resolve, reject });
    });
    this.notify();
    return this.#withPatience(index, answer);
  }

  /** Publishes what is left, once, and stops. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake?.();
    this.notify();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.newest.size < this.sizeOnDisk()) {
      await this.#publish();
      if (this.health.kind === 'failed' || (this.#fault && this.#stopping)) break;
      if (this.#stopping) continue;
      if (this.#fault) await this.#rest(RETRY_MS);
      else if (this.newest.size === this.sizeOnDisk()) await this.#rest(REST_MS);
    }
    this.#running = undefined;
  }

  async #publish(): Promise<void> {
    try {
      this.newest = await this.publisher.publish(Math.min(this.sizeOnDisk(), this.newest.size + AT_ONCE));
      this.#fault = undefined;
    } catch (cause) {
      this.#fault = cause instanceof ProbityError ? cause : unpublished(this.newest.size, cause);
    }
    const covered = this.#waiting.filter(({ index }) => index < this.newest.size);
    this.#waiting = this.#waiting.filter(({ index }) => index >= this.newest.size);
    for (const { resolve } of covered) resolve(this.newest);
    if (this.health.kind !== 'failed') return;
    for (const { index, reject } of this.#waiting.splice(0)) reject(unpublished(index, this.#fault));
  }

  async #withPatience(index: number, answer: Promise<SignedCheckpoint>): Promise<SignedCheckpoint> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(unpublished(index, this.#fault)), PATIENCE_MS);
    });
    try {
      return await Promise.race([answer, tooLong]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits, but not longer than until the clerk is told to stop. */
  async #rest(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }
}

function unpublished(index: number, cause: unknown): ProbityError {
  const found = `no checkpoint covers entry ${index} (${cause instanceof ProbityError ? cause.code : 'no fault was told'})`;
  const next = 'Cure the fault and start again; the entry stays, and its receipt can then be asked for.';
  return auditError('LOG_UNPUBLISHED', { found, next }, { cause });
}
