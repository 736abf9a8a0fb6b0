import type { Condition } from '../../conditions/index.js';
import { canonicalJson } from '../../documents/index.js';
import type { Strength } from './obligation-changes.js';

type Leaf = Extract<Condition, { kind: 'leaf' }>;

/** What it is to become a constant. */
const CONSTANTS = { true: 'weaker', false: 'stronger', unknown: 'other' } as const;

/**
 * Whether a condition that rows must meet became harder or easier to meet for every row; null where it is the same.
 * Read from the shape: `other` also where the shapes differ too much to say.
 */
export function conditionStrength(was: Condition, is: Condition): Strength | null {
  if (canonicalJson(was) === canonicalJson(is)) return null;
  if (is.kind === 'constant') return CONSTANTS[is.truth];
  if (was.kind === 'constant') return turned(CONSTANTS[was.truth]);
  if (was.kind === 'leaf' && is.kind === 'leaf') return leafStrength(was, is);
  if (was.kind === 'not' && is.kind === 'not') return turned(conditionStrength(was.of, is.of));
  if (was.kind === 'not' || is.kind === 'not') return 'other';
  return partsStrength(was, is);
}

// Stronger is nowhere truer, in the order false, unknown, true: a negation turns that order round.
function turned(strength: Strength | null): Strength | null {
  if (strength === null || strength === 'other') return strength;
  return strength === 'stronger' ? 'weaker' : 'stronger';
}

type Parts = Extract<Condition, { kind: 'all' | 'any' }>;

function partsStrength(was: Exclude<Condition, { kind: 'not' }>, is: Exclude<Condition, { kind: 'not' }>) {
  const kind = 'of' in is ? is.kind : 'of' in was ? was.kind : 'all';
  const [before, after] = [partsOf(was, kind), partsOf(is, kind)];
  if (before === null || after === null) return 'other';
  const gone = without(before, after);
  const come = without(after, before);
  if (gone.length === 0) return kind === 'all' ? 'stronger' : 'weaker';
  if (come.length === 0) return kind === 'all' ? 'weaker' : 'stronger';
  return gone.length === come.length ? pairwise(gone, come) : 'other';
}

// One test alone is an `all`, and an `any`, of itself.
function partsOf(condition: Condition, kind: Parts['kind']): readonly Condition[] | null {
  if (condition.kind === kind) return condition.of;
  return condition.kind === 'leaf' ? [condition] : null;
}

function without(some: readonly Condition[], others: readonly Condition[]): readonly Condition[] {
  const known = new Set(others.map((one) => canonicalJson(one)));
  return some.filter((one) => !known.has(canonicalJson(one)));
}

function pairwise(gone: readonly Condition[], come: readonly Condition[]): Strength {
  const each = gone.map((one, at) => conditionStrength(one, come[at] as Condition));
  const first = each[0] ?? 'other';
  return each.every((one) => one === first) ? first : 'other';
}

function leafStrength(was: Leaf, is: Leaf): Strength {
  if (was.fact !== is.fact || was.op !== is.op) return 'other';
  if (is.op === 'in' && Array.isArray(was.value) && Array.isArray(is.value)) {
    const [old, now] = [was.value, is.value] as readonly [readonly unknown[], readonly unknown[]];
    if (now.every((word) => old.includes(word))) return 'stronger';
    return old.every((word) => now.includes(word)) ? 'weaker' : 'other';
  }
  if (typeof was.value !== 'number' || typeof is.value !== 'number' || is.op === 'eq' || is.op === 'has')
    return 'other';
  const higher = is.value > was.value;
  return higher === (is.op === 'gt' || is.op === 'gte') ? 'stronger' : 'weaker';
}
