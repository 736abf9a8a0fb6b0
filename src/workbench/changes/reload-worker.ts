import { parentPort } from 'node:worker_threads';
import { ProbityError, rememberDocuments } from '../../documents/index.js';
import type { Rule } from '../../registers/policies/index.js';
import { type BuiltPolicies, buildPolicies } from './build-policies.js';
import type { ReloadMessage, ReloadOrder } from './reload-messages.js';

// Runs on a thread of its own: builds sets of policies, one after the other, and hands each over piece by piece.
const BATCH = 25;

let rules: readonly Rule[] = [];

function say(message: ReloadMessage): void {
  parentPort?.postMessage(message, message.kind === 'built' ? [message.built.image.memory] : []);
}

function handOver({ policies, ...built }: BuiltPolicies): void {
  const { rules: all, ...rest } = policies;
  rules = all;
  say({ kind: 'built', built: { ...built, policies: rest } });
}

function handOverNext(): void {
  const batch = rules.slice(0, BATCH);
  rules = rules.slice(BATCH);
  say({ kind: 'rules', rules: batch, last: rules.length === 0 });
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

// What did not change since the last build is not parsed again; that it fits, and passes its cases, is seen again.
rememberDocuments();
parentPort?.on('message', (said: ReloadOrder | 'next') => (said === 'next' ? handOverNext() : begin(said)));
