import type { Condition, Facts, FactValue } from '../../conditions/index.js';
import type { PolicyRegisters, PolicySet, Rule } from '../../registers/policies/index.js';
import { compileCondition, type Formula, search, type Universe, universeOf } from '../diff/index.js';
import {
  addCutoff,
  clockFacts,
  comeTrue,
  durationsOf,
  exampleOf,
  settledIn,
  type Wish,
  type Work,
} from './example-facts.js';

/** Looks at formulas that one question may take before it is left open. */
export const STEPS_MAX = 200_000;

/**
 * Looks at parts of conditions and formulas that all questions together may take, so that conditions that are made to be
 * hard cannot make a lint endless. What has an example at hand is answered all the same.
 */
export const WORK_MAX = 100_000_000;

/** Moments that examples are sought at. */
const MOMENTS_MAX = 4;

/** Examples that are kept for one condition. */
const EXAMPLES_MAX = 8;

/** An example, which learns the cut-offs that are asked for. */
type Example = Record<string, FactValue>;

/** `open` where the question grew beyond STEPS_MAX. */
export type Possible = 'yes' | 'no' | 'open';

/**
 * Answers whether conditions can have wished truths together. The domain of each fact is cut into cells by the constants
 * that the conditions name, so the answer is exact. Facts of registered purposes and datasets are what the registers say.
 * Most questions have an example that is found at once; the cells are searched for the others.
 */
export class ConditionQuestions {
  readonly #registered: {
    readonly purposes: ReadonlyMap<string, Facts>;
    readonly datasets: ReadonlyMap<string, Facts>;
  };
  readonly #categories: readonly string[];
  /** By the condition that was wished for first: one condition is held against many others. */
  readonly #examples = new WeakMap<Condition, Example[]>();
  readonly #names: readonly Facts[];
  readonly #work: Work;
  readonly #open = new Set<string>();

  constructor(registers: PolicyRegisters, work = WORK_MAX) {
    this.#work = { left: work };
    this.#registered = registeredFacts(registers);
    this.#categories = [...registers.taxonomy.categories];
    this.#names = namesOf(this.#registered);
  }

  /** Policies of which some question was left open, sorted. */
  get open(): readonly string[] {
    return [...this.#open].sort();
  }

  /** Whether there are facts under which every wish comes true. Facts that a wish does not need may be missing. */
  ask(rules: readonly Pick<Rule, 'id'>[], wishes: readonly Wish[]): Possible {
    if (this.hasExample(wishes)) return 'yes';
    if (this.#work.left <= 0) return this.#leave(rules);
    const universe = this.#universe(wishes);
    const wanted = wishes.map((wish) => formulaOf(universe, wish));
    const { kind, steps } = search(universe.formulas, wanted, Math.min(STEPS_MAX, this.#work.left));
    this.#work.left -= steps;
    if (kind === 'gaveUp') return this.#leave(rules);
    return kind === 'found' ? 'yes' : 'no';
  }

  #leave(rules: readonly Pick<Rule, 'id'>[]): Possible {
    for (const { id } of rules) this.#open.add(id);
    return 'open';
  }

  /** True where it takes no search to see that every wish can come true; false says nothing. */
  hasExample(wishes: readonly Wish[]): boolean {
    const [first] = wishes;
    if (!first) return true;
    const before = this.#examples.get(first.of) ?? [];
    if (before.some((example) => comeTrue(wishes, withClock(example, wishes)))) return true;
    if (this.#work.left <= 0) return false;
    const example = exampleOf(wishes, () => this.#bases(wishes), this.#work);
    if (example === undefined) return false;
    // The newest first: conditions that come after one another are often alike.
    this.#examples.set(first.of, [{ ...example }, ...before.slice(0, EXAMPLES_MAX - 1)]);
    return true;
  }

  // Every combination of names at every moment around those that the wishes name, the last one first.
  *#bases(wishes: readonly Wish[]): Iterable<Facts> {
    const { byName, instants, durations } = settledIn(wishes.map(({ of }) => of));
    const moments = [...instants.flatMap((one) => [one, one - 1]), 0].sort((a, b) => b - a).slice(0, MOMENTS_MAX);
    for (const now of moments) {
      const clock = clockFacts(now, durations);
      for (const names of byName ? this.#names : this.#names.slice(0, 1)) yield { ...names, ...clock };
    }
  }

  // Of the wishes alone: what else their policies say cannot matter, and would cut the cells finer.
  #universe(wishes: readonly Wish[]): Universe {
    const rules = wishes.map(({ of }): Rule => ({ ...ASKING, when: of }));
    const set: PolicySet = { digest: 'sha256:', rules, waivers: [], durations: durationsIn(wishes) };
    return universeOf([set], { ...this.#registered, categories: this.#categories });
  }
}

// What is counted back from now follows from the moment of the example.
function withClock(example: Example, wishes: readonly Wish[]): Facts {
  for (const { of } of wishes) {
    for (const duration of durationsOf(of)) addCutoff(example, duration);
  }
  return example;
}

function durationsIn(wishes: readonly Wish[]): readonly string[] {
  return settledIn(wishes.map(({ of }) => of)).durations;
}

const ASKING: Omit<Rule, 'when'> = {
  id: 'asked',
  kind: 'AccessPolicy',
  title: 'A condition that is asked about',
  owner: 'lint',
  law: { requires: [], supports: [], stricterThanLaw: false },
  effect: 'restrict',
  mode: 'enforce',
  purposes: '*',
  datasets: '*',
  plugins: '*',
  categories: '*',
  rows: [],
  obligations: [],
  waivableBy: [],
  place: { file: '', line: 1, column: 1 },
  leafPlaces: [],
};

function formulaOf(universe: Universe, { kind, of }: Wish): Formula {
  const { formulas } = universe;
  const compiled = compileCondition(universe, of, 'row');
  if (kind === 'not-certainly-true') return formulas.not(formulas.sure(compiled));
  return kind === 'true' ? compiled : formulas.not(compiled);
}

function registeredFacts({ purposes, datasets }: PolicyRegisters) {
  return {
    purposes: factsOf(purposes, ({ use, effect, basis }) => ({
      'purpose.use': use,
      'purpose.effect': effect,
      'purpose.basis': basis,
    })),
    datasets: factsOf(datasets, ({ regime }) => ({ 'dataset.regime': regime })),
  };
}

// A name that is not registered stands for those to come: nothing is settled for it.
function namesOf({ purposes, datasets }: ReturnType<typeof registeredFacts>): readonly Facts[] {
  const named = (fact: string, register: ReadonlyMap<string, Facts>) => [
    { [fact]: 'a name to come' },
    ...[...register].map(([name, facts]) => ({ [fact]: name, ...facts })),
  ];
  return named('purpose.name', purposes).flatMap((purpose) =>
    named('dataset.name', datasets).map((dataset) => ({ ...purpose, ...dataset, 'columns.categories': [] })),
  );
}

function factsOf<T>(register: ReadonlyMap<string, T>, facts: (value: T) => Facts): ReadonlyMap<string, Facts> {
  return new Map([...register].map(([name, value]) => [name, facts(value)]));
}
