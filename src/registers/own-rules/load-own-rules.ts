import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Digest, digestOf } from '../../documents/index.js';
import { type PolicyLimits, PolicyThread } from '../../isolation/index.js';
import { BUILD, BUNDLE_BYTES_MAX } from './bundle-members.js';
import type { OwnRule, OwnRuleRegister } from './own-rule.js';
import { ownRulesError } from './own-rules.errors.js';
import { ENTRYPOINT, entrypointError, readOwnRule } from './read-own-rule.js';

/** Where own rules lie, and what one of them may take. */
export interface OwnRuleSettings extends PolicyLimits {
  readonly folders: readonly string[];
}

const RULES_MAX = 8;
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Reads `<folder>/<name>/bundle.tar.gz` of every own rule and asks each, in its thread, what it needs. Null where the
 * settings name no folder. A rule is never passed over: what should forbid and cannot be read stops the load.
 * @throws ProbityError with the codes of this folder
 */
export function loadOwnRules(
  { folders, deadlineMs, memoryMb }: OwnRuleSettings,
  categories: Iterable<string>,
): OwnRuleRegister | null {
  const rules = folders.flatMap(rulesIn);
  if (folders.length === 0) return null;
  return ownRuleRegister(rules, { limits: { deadlineMs, memoryMb }, categories });
}

/** Own rules as a register: at most eight, no name twice, and none that needs what the host does not give. */
export function ownRuleRegister(
  rules: readonly OwnRule[],
  { limits, categories }: { readonly limits: PolicyLimits; readonly categories: Iterable<string> },
): OwnRuleRegister {
  const sorted = [...rules].sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = sorted.find(({ name }, at) => sorted[at + 1]?.name === name);
  if (twice)
    throw ownRulesError('OWN_RULE_TWICE', { found: `'${twice.name}'`, next: 'Rename one of the two folders.' });
  if (sorted.length > RULES_MAX) throw tooMany(sorted.length);
  assertNeedNothing(sorted, limits);
  const digest = ownRulesDigest(new Map(sorted.map((rule) => [rule.name, rule.digest])));
  return Object.freeze({ digest, rules: Object.freeze(sorted), limits, categories: new Set(categories) });
}

/** The digest of own rules by name. */
export function ownRulesDigest(rules: ReadonlyMap<string, Digest>): Digest {
  return digestOf(Object.fromEntries(rules));
}

function rulesIn(folder: string): readonly OwnRule[] {
  const entries = statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(folder, { withFileTypes: true })
    : null;
  if (entries === null) throw notThere('no folder', folder);
  return entries
    .filter((entry) => !entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => {
      if (!entry.isDirectory() || !NAME.test(entry.name)) throw notThere(`'${entry.name.slice(0, 80)}'`, folder);
      return readOwnRule(entry.name, bytesOf(join(folder, entry.name, 'bundle.tar.gz')), join(folder, entry.name));
    });
}

function bytesOf(file: string): Uint8Array {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw ownRulesError('OWN_RULE_FOLDER', { found: 'no bundle.tar.gz', where: file, next: BUILD });
  if (found.size <= BUNDLE_BYTES_MAX) return new Uint8Array(readFileSync(file));
  throw ownRulesError('OWN_RULE_TOO_LARGE', {
    found: `${found.size} bytes`,
    expected: `at most ${BUNDLE_BYTES_MAX} bytes`,
    where: file,
    next: BUILD,
  });
}

interface Needs {
  readonly builtins: Readonly<Record<string, number>>;
  readonly entrypoints: Readonly<Record<string, number>>;
}

function assertNeedNothing(rules: readonly OwnRule[], limits: PolicyLimits): void {
  if (rules.length === 0) return;
  const thread = new PolicyThread(rules, limits);
  try {
    rules.forEach(({ name }, at) => {
      assertNeeds(name, thread.askNow({ kind: 'look', at }));
    });
  } finally {
    void thread.close();
  }
}

function assertNeeds(name: string, answer: ReturnType<PolicyThread['askNow']>): void {
  if (answer.kind === 'failed') {
    const found = `no instance of it (${answer.cause})`;
    throw ownRulesError('OWN_RULE_MODULE', { found, expected: 'a policy that opa built', where: name, next: BUILD });
  }
  const { builtins, entrypoints } = JSON.parse(answer.text) as Needs;
  const needed = Object.keys(builtins).sort().slice(0, 8);
  if (needed.length > 0) {
    const next = 'Take it out of the rule; time, names and all that may be known are facts of the input.';
    throw ownRulesError('OWN_RULE_BUILTIN', { found: needed.join(', '), where: name, next });
  }
  const names = Object.keys(entrypoints);
  if (names.join() !== ENTRYPOINT || entrypoints[ENTRYPOINT] !== 0) throw entrypointError(names.join(', '), name);
}

function notThere(found: string, where: string) {
  return ownRulesError('OWN_RULE_FOLDER', {
    found,
    expected: 'a folder that holds one folder for each own rule, with its bundle.tar.gz',
    where,
    next: 'See docs/own-rego.md for the layout, or take the folder out of ownRules.folders.',
  });
}

function tooMany(found: number) {
  return ownRulesError('OWN_RULES_TOO_MANY', {
    found: `${found} own rules`,
    expected: `at most ${RULES_MAX}`,
    next: 'Say what YAML can say in policies, and put rules that belong together into one bundle.',
  });
}
