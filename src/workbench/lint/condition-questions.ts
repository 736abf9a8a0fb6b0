import { type Condition, cutoffFacts, evaluate, type Facts } from '../../conditions/index.js';
import type { PolicyRegisters, PolicySet, Rule } from '../../registers/policies/index.js';
import {
  compileCondition,
  type Formula,
  search,
  type Universe,
  universeOf,
  type Witness,
  witnessOf,
} from '../diff/index.js';

/** Looks at formulas that one question may take before it is left open. */
export const STEPS_MAX = 200_000;

/** Examples that are kept for each policy. */
const EXAMPLES_MAX = 12;

/** `open` where the question grew beyond STEPS_MAX. */
export type Possible = 'yes' | 'no' | 'open';

/** A condition, and what is asked of its truth: certainly so, or at least not certainly so. */
export type Wish =
  | { readonly kind: 'true' | 'false'; readonly of: Condition }
  | { readonly kind: 'not-certainly-true'; readonly of: Condition };

/**
 * Answers whether conditions can have wished truths together. The domain of each fact is cut into cells by the constants
 * that the conditions name, so the answer is exact. Facts of registered purposes and datasets are what the registers say.
 */
export class ConditionQuestions {
  readonly #registered: {
    readonly purposes: ReadonlyMap<string, Facts>;
    readonly datasets: ReadonlyMap<string, Facts>;
  };
  readonly #categories: readonly string[];
  readonly #durations: readonly string[];
  readonly #universes = new WeakMap<Rule, Universe>();
  readonly #examples = new WeakMap<Rule, readonly Facts[]>();
  readonly #primed = new WeakSet<Rule>();
  readonly #open = new Set<string>();

  constructor(registers: PolicyRegisters, durations: readonly string[]) {
    this.#registered = registeredFacts(registers);
    this.#categories = [...registers.taxonomy.categories];
    this.#durations = durations;
  }

  /** Policies of which some question was left open, sorted. */
  get open(): readonly string[] {
    return [...this.#open].sort();
  }

  /** Whether there are facts under which every wish comes true. Facts that a wish does not need may be missing. */
  ask(rules: readonly [Rule, ...Rule[]], wishes: readonly Wish[]): Possible {
    if (rules.length > 1 && this.#known(rules, wishes)) return 'yes';
    const universe = rules.length === 1 ? this.#universe(rules[0]) : this.#universeOf(rules);
    const wanted = wishes.map((wish) => formulaOf(universe, wish));
    const found = search(universe.formulas, wanted, STEPS_MAX);
    if (found.kind === 'none') return 'no';
    if (found.kind === 'gaveUp') {
      for (const { id } of rules) this.#open.add(id);
      return 'open';
    }
    if (rules.length === 1) this.#note(rules[0], witnessOf(universe, NO_POLICIES, NO_POLICIES, found.open));
    return 'yes';
  }

  // Most pairs have nothing to do with each other: facts that suit the one, or both laid together, show it at once.
  #known(rules: readonly Rule[], wishes: readonly Wish[]): boolean {
    const [first = [], ...others] = rules.map((rule) => this.#examplesOf(rule));
    const together = others.flat().flatMap((other) => first.map((one): Facts => ({ ...ofItsOwn(other), ...one })));
    return [...first, ...together].some((facts) => wishes.every((wish) => comesTrue(wish, facts)));
  }

  #examplesOf(rule: Rule): readonly Facts[] {
    if (!this.#primed.has(rule)) {
      this.#primed.add(rule);
      const conditions = [rule.when, ...rule.rows.map(({ keep }) => keep)];
      for (const of of conditions) for (const kind of ['true', 'false'] as const) this.ask([rule], [{ kind, of }]);
    }
    return this.#examples.get(rule) ?? [];
  }

  #note(rule: Rule, { question, row }: Pick<Witness, 'question' | 'row'>): void {
    const known = this.#examples.get(rule) ?? [];
    const now = question.facts['now'];
    if (known.length >= EXAMPLES_MAX || typeof now !== 'number') return;
    const facts = { ...question.facts, ...row, ...cutoffFacts(this.#durations, now) };
    this.#examples.set(rule, [...known, facts]);
  }

  #universe(rule: Rule): Universe {
    const known = this.#universes.get(rule) ?? this.#universeOf([rule]);
    this.#universes.set(rule, known);
    return known;
  }

  #universeOf(rules: readonly Rule[]): Universe {
    // Every part is surveyed as a condition of its own, so that it may be asked about alone.
    const asked = rules.flatMap((rule) => {
      const whole: Rule = { ...rule, mode: 'enforce', obligations: [] };
      return [whole, ...partsOf(rule.when).map((when): Rule => ({ ...whole, when, rows: [] }))];
    });
    const set: PolicySet = { ...NO_POLICIES, rules: asked, durations: this.#durations };
    return universeOf([set], { ...this.#registered, categories: this.#categories });
  }
}

const NO_POLICIES: PolicySet = { digest: 'sha256:', rules: [], waivers: [], durations: [] };

function partsOf(condition: Condition): readonly Condition[] {
  const inner = condition.kind === 'not' ? [condition.of] : 'of' in condition ? condition.of : [];
  return inner.flatMap((part) => [part, ...partsOf(part)]);
}

function comesTrue({ kind, of }: Wish, facts: Facts): boolean {
  const truth = evaluate(of, facts);
  return kind === 'not-certainly-true' ? truth !== 'true' : truth === kind;
}

// What a name or the clock settles comes from one side alone.
function ofItsOwn(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).filter(([name]) => !/^(purpose|dataset|plugin|cutoff)\.|^now$/.test(name)),
  );
}

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

function factsOf<T>(register: ReadonlyMap<string, T>, facts: (value: T) => Facts): ReadonlyMap<string, Facts> {
  return new Map([...register].map(([name, value]) => [name, facts(value)]));
}
