import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { POLICY_THREAD_PROGRAM } from './policy-thread-program.js';
import { deadlineOf } from './thread-deadline.js';

/** A compiled policy in WebAssembly, and its data as JSON. */
export interface PolicyModule {
  readonly module: object;
  readonly data: string;
}

/**
 * What one question may take. The deadline counts the processor time of the thread, so that a busy machine refuses nothing;
 * by the clock a question takes at most twenty times as long. Where a system does not tell, the clock alone counts.
 */
export interface PolicyLimits {
  readonly deadlineMs: number;
  readonly memoryMb: number;
}

/** Why a policy gave no answer; `STOPPED` where the thread could not be started, or ended by itself. */
export type PolicyFailure = 'DEADLINE' | 'MEMORY' | 'TRAP' | 'BUILTIN' | 'TOO_LARGE' | 'STOPPED';

export type PolicyAnswer =
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'failed'; readonly cause: PolicyFailure };

/** Which policy is asked what; `look` asks what it needs of a host. */
export type PolicyOrder =
  | { readonly kind: 'ask'; readonly at: number; readonly input: string }
  | { readonly kind: 'look'; readonly at: number };

/** How long a thread may take to start and to try every policy out, in milliseconds. */
const START_MS = 5_000;
/** The largest answer, in bytes. */
const TEXT_BYTES_MAX = 65_536;
const PAGES_IN_MB = 16;
/** The thread's own JavaScript: frames and messages. */
const RESOURCES = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 8, codeRangeSizeMb: 16, stackSizeMb: 2 };

/**
 * A thread for policies that are not ours: no network, files, environment or arguments reach them, and whatever takes too
 * long is ended with its thread; the next question gets a new one. One question at a time.
 */
export class PolicyThread {
  #running: Running | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly modules: readonly PolicyModule[],
    private readonly limits: PolicyLimits,
  ) {}

  /** Answers without holding up the event loop; questions wait for each other, and a deadline begins with its own question. */
  ask(order: PolicyOrder): Promise<PolicyAnswer> {
    // A thread that cannot be made is a failure like every other: whoever asks gets an answer.
    const answer = this.#turn.then(() => this.#answer(order)).catch(() => STOPPED);
    this.#turn = answer;
    return answer;
  }

  /** Answers while everything else of this process waits: for tools, never beside `ask` on the same thread. */
  askNow(order: PolicyOrder): PolicyAnswer {
    const running = this.#started();
    if (!running.ready && !this.#isReady(running, running.nextNow(START_MS))) return STOPPED;
    running.send(order);
    return this.#kept(running.nextNow(this.#deadline(order)));
  }

  /** Starts the thread ahead of the first question. */
  async start(): Promise<void> {
    await this.ask({ kind: 'look', at: 0 });
  }

  async close(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.end();
  }

  async #answer(order: PolicyOrder): Promise<PolicyAnswer> {
    const running = this.#started();
    if (!running.ready && !this.#isReady(running, await running.next(START_MS))) return STOPPED;
    running.send(order);
    return this.#kept(await running.next(this.#deadline(order)));
  }

  #started(): Running {
    this.#running ??= new Running(this.modules, this.limits.memoryMb * PAGES_IN_MB);
    return this.#running;
  }

  #isReady(running: Running, first: PolicyAnswer): boolean {
    if (this.#kept(first).kind === 'failed') return false;
    running.begin(first.kind === 'said' ? first.text : '');
    return true;
  }

  /** A thread that did not answer is ended: it may never answer, or answer the wrong question. */
  #kept(answer: PolicyAnswer): PolicyAnswer {
    const late = answer.kind === 'failed' && answer.cause === 'DEADLINE';
    if (late || this.#running?.dead) void this.close();
    return answer;
  }

  #deadline({ kind }: PolicyOrder): number {
    return kind === 'look' ? START_MS : this.limits.deadlineMs;
  }
}

const STOPPED: PolicyAnswer = { kind: 'failed', cause: 'STOPPED' };
const LATE: PolicyAnswer = { kind: 'failed', cause: 'DEADLINE' };
const OUT_OF_MEMORY: PolicyAnswer = { kind: 'failed', cause: 'MEMORY' };

/** One thread from its start to its end. It speaks only when it is asked, so that one answer at most is under way. */
class Running {
  #clock: string | undefined;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #signal = new Int32Array(new SharedArrayBuffer(4));
  #died: PolicyAnswer | undefined;
  #onDeath: (answer: PolicyAnswer) => void = () => undefined;

  constructor(modules: readonly PolicyModule[], pagesMax: number) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = new Worker(POLICY_THREAD_PROGRAM, {
      eval: true,
      argv: [],
      execArgv: [],
      env: {},
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: RESOURCES,
      workerData: { port: port2, signal: this.#signal, modules, pagesMax, textBytesMax: TEXT_BYTES_MAX },
      transferList: [port2],
    });
    this.#worker.unref();
    this.#port.unref();
    this.#worker.on('error', (error: { readonly code?: string }) =>
      this.#die(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? OUT_OF_MEMORY : STOPPED),
    );
    this.#worker.on('exit', () => this.#die(STOPPED));
  }

  get dead(): boolean {
    return this.#died !== undefined;
  }

  get ready(): boolean {
    return this.#clock !== undefined;
  }

  /** Takes questions from now on; `clock` is the file that says how long the thread has computed. */
  begin(clock: string): void {
    this.#clock = clock;
  }

  send(order: PolicyOrder): void {
    this.#port.postMessage(order);
  }

  // A loop of events that was busy elsewhere finds the timer and the answer due together: the answer was in time.
  next(deadlineMs: number): Promise<PolicyAnswer> {
    if (this.#died) return Promise.resolve(this.#died);
    return new Promise((resolve) => {
      let isSettled = false;
      const settle = (answer: PolicyAnswer) => {
        if (isSettled) return;
        isSettled = true;
        clearTimeout(timer);
        this.#port.off('message', settle);
        this.#onDeath = () => undefined;
        resolve(answer);
      };
      const deadline = deadlineOf(deadlineMs, this.#clock);
      const look = () => {
        if (isSettled) return;
        const left = deadline.left();
        const answer = this.#received() ?? (left > 0 ? undefined : LATE);
        if (answer) settle(answer);
        else timer = setTimeout(() => setImmediate(look), left);
      };
      let timer = setTimeout(() => setImmediate(look), deadlineMs);
      this.#onDeath = settle;
      this.#port.on('message', settle);
    });
  }

  nextNow(deadlineMs: number): PolicyAnswer {
    const deadline = deadlineOf(deadlineMs, this.#clock);
    for (;;) {
      const seen = Atomics.load(this.#signal, 0);
      const answer = this.#received();
      if (answer) return answer;
      const left = deadline.left();
      if (left <= 0) return LATE;
      Atomics.wait(this.#signal, 0, seen, left);
    }
  }

  async end(): Promise<void> {
    this.#port.close();
    await this.#worker.terminate();
  }

  #received(): PolicyAnswer | undefined {
    return receiveMessageOnPort(this.#port)?.message as PolicyAnswer | undefined;
  }

  #die(answer: PolicyAnswer): void {
    this.#died ??= answer;
    this.#onDeath(answer);
  }
}
