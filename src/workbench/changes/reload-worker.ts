import { parentPort, workerData } from 'node:worker_threads';
import { ProbityError } from '../../documents/index.js';
import { type BuiltPolicies, buildPolicies } from './build-policies.js';
import type { ReloadMessage, ReloadOrder } from './reload-messages.js';

// Runs on a thread of its own: builds a set of policies, then hands it over piece by piece.
const BATCH = 25;

function say(message: ReloadMessage): void {
  parentPort?.postMessage(message, message.kind === 'built' ? [message.built.image.memory] : []);
}

function handOver({ policies, ...built }: BuiltPolicies): void {
  const { rules, ...rest } = policies;
  let next = 0;
  parentPort?.on('message', () => {
    const batch = rules.slice(next, next + BATCH);
    next += BATCH;
    say({ kind: 'rules', rules: batch, last: next >= rules.length });
  });
  say({ kind: 'built', built: { ...built, policies: rest } });
}

function begin({ settings, at, ownRules: known }: ReloadOrder): void {
  try {
    const built = buildPolicies(settings, at);
    const isKnown = known !== undefined && built.ownRules?.digest === known;
    handOver(isKnown ? { ...built, ownRules: null } : built);
  } catch (error) {
    // Anything else ends the thread, which the other side sees.
    if (!(error instanceof ProbityError)) throw error;
    say({ kind: 'refused', code: error.code, parts: error.parts });
  }
}

begin(workerData as ReloadOrder);
