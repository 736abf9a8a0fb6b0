import type { Condition, Facts } from '../../conditions/index.js';
import type { PolicyRegisters, PolicySet, Rule } from '../../registers/policies/index.js';
import { compileCondition, type Formula, search, type Universe, universeOf } from '../diff/index.js';
import { clockFacts, comeTrue, exampleOf, settledIn, type Wish } from './example-facts.js';

/** Looks at formulas that one question may take before it is left open. */
export const STEPS_MAX = 200_000;

/** Moments that examples are sought at. */
const MOMENTS_MAX = 4;

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
  readonly #durations: readonly string[];
  /** By the condition that was wished for first: one condition is held against many others. */
  readonly #examples = new WeakMap<Condition, Facts>();
  readonly #names: readonly Facts[];
  readonly #open = new Set<string>();

  constructor(registers: PolicyRegisters, durations: readonly string[]) {
    this.#registered = registeredFacts(registers);
    this.#categories = [...registers.taxonomy.categories];
    this.#durations = durations;
    this.#names = namesOf(this.#registered);
  }

  /** Policies of which some question was left open, sorted. */
  get open(): readonly string[] {
    return [...this.#open].sort();
  }

  /** Whether there are facts under which every wish comes true. Facts that a wish does not need may be missing. */
  ask(rules: readonly Pick<Rule, 'id'>[], wishes: readonly Wish[]): Possible {
    if (this.hasExample(wishes)) return 'yes';
    const universe = this.#universe(wishes);
    const wanted = wishes.map((wish) => formulaOf(universe, wish));
    const { kind } = search(universe.formulas, wanted, STEPS_MAX);
    if (kind === 'gaveUp') for (const { id } of rules) this.#open.add(id);
    return kind === 'found' ? 'yes' : kind === 'none' ? 'no' : 'open';
  }

  /** True where it takes no search to see that every wish can come true; false says nothing. */
  hasExample(wishes: readonly Wish[]): boolean {
    const [first] = wishes;
    const before = first && this.#examples.get(first.of);
    if (before && comeTrue(wishes, { ...before, ...clockFacts(before['now'] as number, durationsIn(wishes)) }))
      return true;
    const example = exampleOf(wishes, () => this.#bases(wishes));
    if (first && example) this.#examples.set(first.of, example);
    return example !== undefined;
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
    const set: PolicySet = { digest: 'sha256:', rules, waivers: [], durations: this.#durations };
    return universeOf([set], { ...this.#registered, categories: this.#categories });
  }
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
