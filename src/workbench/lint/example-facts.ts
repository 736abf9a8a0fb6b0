import {
  type Condition,
  cutoff,
  evaluate,
  FACTS,
  type Facts,
  type FactValue,
  integerRange,
  leavesOf,
} from '../../conditions/index.js';

type Leaf = Extract<Condition, { kind: 'leaf' }>;

/** Parts of conditions that are filled in for one set of facts to begin with; beyond, the exact search is shorter. */
const LOOKS_MAX = 1_000;
/** Whole ways that are tried for it. */
const TRIES_MAX = 32;

/** A condition, and what is asked of its truth: certainly so, or at least not certainly so. */
export interface Wish {
  readonly kind: 'true' | 'false' | 'not-certainly-true';
  readonly of: Condition;
}

/**
 * Facts under which every wish comes true, found by filling in what each test asks for. None means nothing: only a search
 * of all cells can tell that there are none. `bases` are what names and the clock settle.
 */
export function exampleOf(wishes: readonly Wish[], bases: () => Iterable<Facts>, work: Work): Facts | undefined {
  // What need only be open is left open first, and made false where that was not enough.
  const loose = wishes.filter(({ kind }) => kind !== 'not-certainly-true');
  const attempts = loose.length < wishes.length ? [loose, wishes] : [wishes];
  for (const attempt of attempts) {
    for (const base of bases()) {
      const found = someWay(attempt, base, { wishes, work });
      if (found || work.left <= 0) return found;
    }
  }
  return undefined;
}

/** True where every wish comes true under these facts. */
export function comeTrue(wishes: readonly Wish[], facts: Facts): boolean {
  return wishes.every(({ kind, of }) => {
    const truth = evaluate(of, facts);
    return kind === 'not-certainly-true' ? truth !== 'true' : truth === kind;
  });
}

interface Sought {
  readonly wishes: readonly Wish[];
  readonly work: Work;
}

function someWay(filling: readonly Wish[], base: Facts, { wishes, work }: Sought): Facts | undefined {
  const looks = { left: LOOKS_MAX };
  let tries = 0;
  let found: Facts | undefined;
  for (const facts of together(filling, base, looks)) {
    if (comeTrue(wishes, facts)) found = facts;
    tries += 1;
    if (found || tries >= TRIES_MAX) break;
  }
  work.left -= LOOKS_MAX - looks.left;
  return found;
}

/** What is left of a bound: looks at parts of conditions. */
export interface Work {
  left: number;
}

function* together(wishes: readonly Wish[], facts: Facts, looks: Work): Iterable<Facts> {
  const [first, ...rest] = wishes;
  if (!first) {
    yield facts;
    return;
  }
  for (const filled of ways(first.of, first.kind === 'true', facts, looks)) yield* together(rest, filled, looks);
}

/** Facts with what a condition needs to be true, or false, filled in; not yet held against its other parts. */
function* ways(condition: Condition, wanted: boolean, facts: Facts, looks: Work): Iterable<Facts> {
  looks.left -= 1;
  if (looks.left < 0) return;
  switch (condition.kind) {
    case 'constant':
      if (condition.truth === String(wanted)) yield facts;
      return;
    case 'leaf':
      yield* filled(condition, wanted, facts);
      return;
    case 'not':
      yield* ways(condition.of, !wanted, facts, looks);
      return;
    case 'all':
    case 'any': {
      const every = (condition.kind === 'all') === wanted;
      const parts = condition.of.map((of): Wish => ({ kind: wanted ? 'true' : 'false', of }));
      if (every) yield* together(parts, facts, looks);
      else for (const part of condition.of) yield* ways(part, wanted, facts, looks);
    }
  }
}

function* filled(leaf: Leaf, wanted: boolean, facts: Facts): Iterable<Facts> {
  const { fact, op } = leaf;
  const known = Object.hasOwn(facts, fact) ? facts[fact] : undefined;
  if (op === 'has') {
    const members = Array.isArray(known) ? (known as readonly string[]) : [];
    yield { ...facts, [fact]: wanted ? [...new Set([...members, String(leaf.value)])].sort() : members };
    return;
  }
  if (known !== undefined) {
    if (evaluate(leaf, facts) === String(wanted)) yield facts;
    return;
  }
  for (const value of candidates(leaf, facts)) {
    const more = { ...facts, [fact]: value };
    if (evaluate(leaf, more) === String(wanted)) yield more;
  }
}

const CATALOGUE = new Map(FACTS.map((fact) => [fact.name, fact]));

function candidates({ fact, value }: Leaf, facts: Facts): readonly FactValue[] {
  const operand = typeof value === 'object' && 'ref' in value ? facts[value.ref] : value;
  if (typeof operand === 'number') return [operand, operand + 1, operand - 1].filter((one) => isPossible(fact, one));
  if (typeof operand === 'boolean') return [true, false];
  const words = [operand ?? []].flat().filter((one): one is string => typeof one === 'string');
  const numbers = [operand ?? []].flat().filter((one): one is number => typeof one === 'number');
  const others = CATALOGUE.get(fact)?.words ?? ['another word'];
  return numbers.length > 0 ? [...numbers, Math.max(...numbers) + 1] : [...words, ...others];
}

function isPossible(fact: string, value: number): boolean {
  const range = integerRange(fact);
  return !range || (value >= range.least && value <= range.greatest);
}

/** What conditions ask of names and of the clock. */
export interface Settled {
  /** Something follows from the name of the purpose or of the dataset. */
  readonly byName: boolean;
  /** The instants that `now` is compared with. */
  readonly instants: readonly number[];
  /** Those that are counted back from now. */
  readonly durations: readonly string[];
}

const SETTLED = new WeakMap<Condition, Settled>();

/** What conditions ask of names and of the clock, together. */
export function settledIn(conditions: readonly Condition[]): Settled {
  const parts = conditions.map(settledOnce);
  return {
    byName: parts.some(({ byName }) => byName),
    instants: [...new Set(parts.flatMap(({ instants }) => instants))],
    durations: [...new Set(parts.flatMap(({ durations }) => durations))],
  };
}

/** The durations that one condition counts back from now. */
export function durationsOf(condition: Condition): readonly string[] {
  return settledOnce(condition).durations;
}

function settledOnce(condition: Condition): Settled {
  const known = SETTLED.get(condition) ?? settledBy(condition);
  SETTLED.set(condition, known);
  return known;
}

function settledBy(condition: Condition): Settled {
  const leaves = leavesOf(condition);
  const refs = leaves.flatMap(({ value }) => (typeof value === 'object' && 'ref' in value ? [value.ref] : []));
  return {
    byName: leaves.some(({ fact }) => /^(purpose|dataset)\./.test(fact)),
    instants: leaves.flatMap(({ fact, value }) => (fact === 'now' && typeof value === 'number' ? [value] : [])),
    durations: refs.filter((ref) => ref.startsWith(CUTOFF)).map((ref) => ref.slice(CUTOFF.length)),
  };
}

const CUTOFF = 'cutoff.';

/** The moment, and every cut-off that follows from it. */
export function clockFacts(now: number, durations: readonly string[]): Facts {
  return { now, ...Object.fromEntries(durations.map((one) => [`${CUTOFF}${one}`, cutoff(now, one)])) };
}

/** Adds a cut-off to facts that have a moment and not yet this cut-off. */
export function addCutoff(facts: Record<string, FactValue>, duration: string): void {
  facts[`${CUTOFF}${duration}`] ??= cutoff(facts['now'] as number, duration);
}
