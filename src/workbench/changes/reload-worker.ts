import { parentPort } from 'node:worker_threads';
import { ProbityError, rememberDocuments } from '../../documents/index.js';
import type { Rule } from '../../registers/policies/index.js';
import { type BuiltPolicies, PolicyBuilder } from './build-policies.js';
import type { ReloadMessage, ReloadOrder } from './reload-messages.js';

// Runs on a thread of its own: builds sets of policies, one after the other, and hands each over piece by piece.
const BATCH = 25;

const builder = new PolicyBuilder();
let handed: ReadonlyMap<string, Rule> = new Map();
let waiting: readonly Rule[] = [];

function say(message: ReloadMessage): void {
  if (message.kind !== 'built') parentPort?.postMessage(message);
  else parentPort?.postMessage(message, [message.built.image.memory, message.built.image.data]);
}

function handOver({ policies, ...built }: BuiltPolicies): void {
  const { rules, ...rest } = policies;
  waiting = rules.filter((rule) => handed.get(rule.id) !== rule);
  handed = new Map(rules.map((rule) => [rule.id, rule]));
  say({ kind: 'built', built: { ...built, policies: rest, ids: [...handed.keys()] } });
}

function handOverNext(): void {
  const batch = waiting.slice(0, BATCH);
  waiting = waiting.slice(BATCH);
  say({ kind: 'rules', rules: batch, last: waiting.length === 0 });
}

function begin({ settings, at, ownRules: known }: ReloadOrder): void {
  try {
    const built = builder.build(settings, at);
    const isKnown = known !== undefined && built.ownRules?.digest === known;
    handOver(isKnown ? { ...built, ownRules: null } : built);
  } catch (error) {
    // Anything else ends the thread, which the other side sees.
    if (!(error instanceof ProbityError)) throw error;
    say({ kind: 'refused', code: error.code, parts: error.parts });
  }
}

// What did not change since the last build is neither parsed nor tried again.
rememberDocuments();
parentPort?.on('message', (said: ReloadOrder | 'next') => (said === 'next' ? handOverNext() : begin(said)));
