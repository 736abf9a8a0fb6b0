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

/** Builds the policies that are due on a thread of its own, and ends it. @throws what the build throws, RELOAD_WORKER */
export async function buildOnThread(order: ReloadOrder, options: ThreadOptions = {}): Promise<BuiltPolicies> {
  const program = options.program === undefined ? released() : pathToFileURL(options.program);
  const worker = new Worker(program, { workerData: order, stdout: true, stderr: true });
  const messages = messagesOf(worker, options.deadlineMs ?? DEADLINE_MS);
  try {
    const built = await messages.next();
    if (built.kind === 'refused') throw new ProbityError(built.code, built.parts);
    if (built.kind !== 'built') throw broken('a message out of order');
    return await completed(built.built, async () => {
      worker.postMessage('next');
      return messages.next();
    });
  } finally {
    messages.stop();
    await worker.terminate();
  }
}

function released(): URL {
  return new URL('dist/workbench/changes/reload-worker.js', packageRoot());
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

interface Messages {
  next(): Promise<ReloadMessage>;
  stop(): void;
}

// The thread speaks only when it is asked, so that one place for one message is enough.
function messagesOf(worker: Worker, deadlineMs: number): Messages {
  let take: (message: ReloadMessage) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const following = () =>
    new Promise<ReloadMessage>((resolve, reject) => {
      take = resolve;
      fail = reject;
    });
  let coming = following();
  const timer = setTimeout(() => fail(broken(`no answer in ${deadlineMs} ms`)), deadlineMs);
  worker.on('message', (message: ReloadMessage) => take(message));
  worker.on('error', () => fail(broken('an exception')));
  worker.on('exit', (code) => fail(broken(`an exit with ${code}`)));
  return {
    next: async () => {
      const message = await coming;
      coming = following();
      coming.catch(() => undefined);
      return message;
    },
    stop: () => clearTimeout(timer),
  };
}

function broken(found: string) {
  return changesError('RELOAD_WORKER', {
    found,
    expected: 'a set of policies, or the reason why there is none',
    next: 'The last good set stays in force; build Probity again if this goes on.',
  });
}
