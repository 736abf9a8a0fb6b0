import { setImmediate as breath } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { frozen, ProbityError, packageRoot } from '../../documents/index.js';
import type { Rule } from '../../registers/policies/index.js';
import type { BuiltPolicies } from './build-policies.js';
import { changesError } from './changes.errors.js';
import type { ReloadMessage, ReloadOrder, WithoutRules } from './reload-messages.js';

/** Where the thread's program lies, and how long it may take. */
export interface ThreadOptions {
  readonly program?: string;
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 120_000;

/**
 * Builds the policies that are due on a thread of its own. The thread stays, since it remembers the files that it has read;
 * it keeps no process alive, and one that does not answer is ended.
 */
export class BuildThread {
  #worker: Worker | undefined;

  constructor(private readonly options: ThreadOptions = {}) {}

  /** One build at a time. @throws what the build throws, RELOAD_WORKER */
  async build(order: ReloadOrder): Promise<BuiltPolicies> {
    this.#worker ??= this.#started();
    const worker = this.#worker;
    const messages = new Messages(worker, this.options.deadlineMs ?? DEADLINE_MS);
    worker.ref();
    try {
      worker.postMessage(order);
      return await builtFrom(worker, messages);
    } catch (error) {
      if (!(error instanceof Refused)) await this.close();
      throw error instanceof Refused ? error.reason : error;
    } finally {
      messages.stop();
      worker.unref();
    }
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #started(): Worker {
    const { program } = this.options;
    const worker = new Worker(program === undefined ? released() : pathToFileURL(program), {
      stdout: true,
      stderr: true,
    });
    // Between two builds nobody waits for it: the next one gets another thread.
    const gone = () => {
      if (this.#worker === worker) this.#worker = undefined;
    };
    worker.on('error', gone);
    worker.on('exit', gone);
    return worker;
  }
}

/** The build was done, and the answer is no. */
class Refused extends Error {
  constructor(readonly reason: ProbityError) {
    super(reason.message);
  }
}

function released(): URL {
  return new URL('dist/workbench/changes/reload-worker.js', packageRoot());
}

async function builtFrom(worker: Worker, messages: Messages): Promise<BuiltPolicies> {
  const built = await messages.next();
  if (built.kind === 'refused') throw new Refused(new ProbityError(built.code, built.parts));
  if (built.kind !== 'built') throw broken('a message out of order');
  return completed(built.built, async () => {
    worker.postMessage('next');
    return messages.next();
  });
}

async function completed(built: WithoutRules, ask: () => Promise<ReloadMessage>): Promise<BuiltPolicies> {
  const rules: Rule[] = [];
  for (;;) {
    const batch = await ask();
    if (batch.kind !== 'rules') throw broken('a message out of order');
    for (const rule of batch.rules) rules.push(frozen(rule));
    // Freezing everything at once would be as bad as taking it in at once.
    await breath();
    if (batch.last) return { ...built, policies: Object.freeze({ ...built.policies, rules: Object.freeze(rules) }) };
  }
}

/** What the thread says in one build. It speaks only when it is asked, so that one place for one message is enough. */
class Messages {
  #take: (message: ReloadMessage) => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;
  #coming = this.#following();
  readonly #timer: NodeJS.Timeout;
  readonly #hear = {
    message: (message: ReloadMessage) => this.#take(message),
    error: () => this.#fail(broken('an exception')),
    exit: (code: number) => this.#fail(broken(`an exit with ${code}`)),
  };

  constructor(
    private readonly worker: Worker,
    deadlineMs: number,
  ) {
    this.#timer = setTimeout(() => this.#fail(broken(`no answer in ${deadlineMs} ms`)), deadlineMs);
    for (const [event, hear] of Object.entries(this.#hear)) worker.on(event, hear);
  }

  async next(): Promise<ReloadMessage> {
    const message = await this.#coming;
    this.#coming = this.#following();
    return message;
  }

  stop(): void {
    clearTimeout(this.#timer);
    for (const [event, hear] of Object.entries(this.#hear)) this.worker.off(event, hear);
  }

  #following(): Promise<ReloadMessage> {
    const following = new Promise<ReloadMessage>((resolve, reject) => {
      this.#take = resolve;
      this.#fail = reject;
    });
    following.catch(() => undefined);
    return following;
  }
}

function broken(found: string) {
  return changesError('RELOAD_WORKER', {
    found,
    expected: 'a set of policies, or the reason why there is none',
    next: 'The last good set stays in force; build Probity again if this goes on.',
  });
}
