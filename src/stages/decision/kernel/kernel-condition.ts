import type { Condition, Operand } from '../../../conditions/index.js';
import { depthOf } from '../../../conditions/index.js';
import { decisionError } from '../decision.errors.js';
import type { KernelLeaf, KernelNode, WordSet } from './kernel-data.js';

/** Levels of all, any and not above a test: as many as the kernel has pairs of functions. */
const LEVELS_MAX = 8;

/** A condition as the kernel walks it. Throws KERNEL_CONDITION for a form that it would take for unknown. */
export function kernelNode(condition: Condition, rule: string): KernelNode {
  const levels = depthOf(condition) - 1;
  if (levels > LEVELS_MAX) throw unreadable(rule, `${levels} levels of all, any and not`, `at most ${LEVELS_MAX}`);
  return node(condition, rule);
}

function node(condition: Condition, rule: string): KernelNode {
  switch (condition.kind) {
    case 'constant':
      throw unreadable(rule, 'a constant', 'a test over a fact');
    case 'leaf':
      return leaf(condition, rule);
    case 'not':
      return { not: node(condition.of, rule) };
    case 'all':
      return { all: parts(condition.of, rule) };
    case 'any':
      return { any: parts(condition.of, rule) };
  }
}

function parts(of: readonly Condition[], rule: string): readonly KernelNode[] {
  if (of.length === 0) throw unreadable(rule, 'an empty group', 'at least one condition');
  return of.map((part) => node(part, rule));
}

function leaf({ fact, op, value }: Extract<Condition, { kind: 'leaf' }>, rule: string): KernelLeaf {
  if (isReference(value)) return { o: op, f: fact, r: value.ref };
  if (op === 'in') return memberOf(fact, value, rule);
  if (typeof value === 'object') throw unreadable(rule, `a list after ${op}`, 'a single value');
  if (typeof value === 'number' && !Number.isFinite(value)) throw unreadable(rule, 'no number', 'a finite number');
  return { o: op, f: fact, v: value };
}

// Words are looked up as keys. Numbers cannot be keys of JSON, so they stay a list, which is short.
function memberOf(fact: string, value: Operand, rule: string): KernelLeaf {
  if (Array.isArray(value) && value.length > 0) {
    if (value.every((word) => typeof word === 'string')) return { o: 'in', f: fact, v: wordSet(value) };
    if (value.every((word) => Number.isFinite(word))) return { o: 'among', f: fact, v: value };
  }
  throw unreadable(rule, 'a mixed or empty list after in', 'words alone or numbers alone');
}

function isReference(value: Operand): value is Extract<Operand, { ref: string }> {
  return typeof value === 'object' && 'ref' in value;
}

/** Words as keys, sorted; an own property also for `__proto__`. */
export function wordSet(words: Iterable<string>): WordSet {
  return Object.fromEntries([...words].sort().map((word) => [word, true as const]));
}

function unreadable(rule: string, found: string, expected: string) {
  const next = 'Mend the condition of the rule; policies read from files never have this form.';
  return decisionError('KERNEL_CONDITION', { found, expected, where: rule, next });
}
