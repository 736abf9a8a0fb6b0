import { setImmediate as breath } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { frozen, ProbityError, packageRoot } from '../../documents/index.js';
import type { Rule } from '../../registers/policies/index.js';
import type { BuiltPolicies } from './build-policies.js';
import { changesError } from './changes.errors.js';
import type { ReloadMessage, ReloadOrder } from './reload-messages.js';

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
  /** What the thread handed over so far: it does not say it again. */
  #rules: ReadonlyMap<string, Rule> = new Map();

  constructor(private readonly options: ThreadOptions = {}) {}

  /** One build at a time. @throws what the build throws, RELOAD_WORKER */
  async build(order: ReloadOrder): Promise<BuiltPolicies> {
    this.#worker ??= this.#started();
    const worker = this.#worker;
    const messages = new Messages(worker, this.options.deadlineMs ?? DEADLINE_MS);
    worker.ref();
    try {
      worker.postMessage(order);
      const built = await builtFrom(worker, messages, this.#rules);
      this.#rules = new Map(built.policies.rules.map((rule) => [rule.id, rule]));
      return built;
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
    this.#rules = new Map();
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
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#rules = new Map();
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

type Rules = ReadonlyMap<string, Rule>;

async function builtFrom(worker: Worker, messages: Messages, known: Rules): Promise<BuiltPolicies> {
  const answer = await messages.next();
  if (answer.kind === 'refused') throw new Refused(new ProbityError(answer.code, answer.parts));
  if (answer.kind !== 'built') throw broken('a message out of order');
  const { ids, ...built } = answer.built;
  const given = await givenRules(async () => {
    worker.postMessage('next');
    return messages.next();
  });
  const rules = ids.flatMap((id) => given.get(id) ?? known.get(id) ?? []);
  if (rules.length !== ids.length) throw broken('a set without some of its rules');
  return { ...built, policies: Object.freeze({ ...built.policies, rules: Object.freeze(rules) }) };
}

async function givenRules(ask: () => Promise<ReloadMessage>): Promise<Rules> {
  const rules = new Map<string, Rule>();
  for (;;) {
    const batch = await ask();
    if (batch.kind !== 'rules') throw broken('a message out of order');
    for (const rule of batch.rules) rules.set(rule.id, frozen(rule));
    // Freezing everything at once would be as bad as taking it in at once.
    await breath();
    if (batch.last) return rules;
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
