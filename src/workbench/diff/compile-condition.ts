import { type Condition, evaluate, type Facts, isRowFact } from '../../conditions/index.js';
import { isClockFact } from './clock.js';
import { type Formula, type OrderOperator, type Truths, truthsOf, UNKNOWN } from './formula.js';
import type { Leaf } from './survey.js';
import { NAME_PARTS, type NameVariable, registeredFacts, type Universe, type Variable } from './universe.js';

/**
 * A condition as a formula over cells; each test is tried on the value of every cell by the evaluator itself. Facts of
 * the row are known to row rules alone: elsewhere they are missing.
 */
export function compileCondition(universe: Universe, condition: Condition, of: 'run' | 'row'): Formula {
  const { formulas } = universe;
  switch (condition.kind) {
    case 'constant':
      return formulas.constant(truthsOf(condition.truth));
    case 'leaf':
      return of === 'run' && isRowFact(condition.fact) ? formulas.constant(UNKNOWN) : compileLeaf(universe, condition);
    case 'not':
      return formulas.not(compileCondition(universe, condition.of, of));
    case 'all':
      return formulas.all(condition.of.map((part) => compileCondition(universe, part, of)));
    case 'any':
      return formulas.any(condition.of.map((part) => compileCondition(universe, part, of)));
  }
}

function compileLeaf(universe: Universe, leaf: Leaf): Formula {
  const { formulas, variables, place } = universe;
  if (isClockFact(leaf.fact)) return ofClock(universe, leaf);
  if (leaf.fact === 'columns.categories') return ofCategories(universe, leaf);
  const part = NAME_PARTS.find((one) => leaf.fact === `${one}.name`);
  if (part) {
    const { words } = variables[place(part)] as NameVariable;
    return formulas.cell(
      place(part),
      words.map((word) => truthIn(leaf, { [leaf.fact]: word })),
    );
  }
  const registered = registeredFacts(universe, leaf.fact);
  return registered ? ofRegistered(universe, leaf, registered) : ofFact(universe, leaf);
}

function truthIn(leaf: Leaf, facts: Facts): Truths {
  return truthsOf(evaluate(leaf, facts));
}

function ofClock({ formulas, variables, place }: Universe, leaf: Leaf): Formula {
  const { readings } = variables[place('clock')] as Extract<Variable, { kind: 'clock' }>;
  return formulas.cell(
    place('clock'),
    readings.map((reading) => truthIn(leaf, reading)),
  );
}

function ofCategories({ formulas, place }: Universe, { fact, op, value }: Leaf): Formula {
  if (op !== 'has' || typeof value !== 'string') return formulas.constant(UNKNOWN);
  const at = place(`category ${value}`);
  // A category that the taxonomy lacks is never covered: no permit holds it.
  return at < 0 ? formulas.constant(truthsOf('false')) : member(formulas, at, { kind: 'leaf', fact, op, value });
}

function member(formulas: Universe['formulas'], at: number, leaf: Leaf): Formula {
  const { fact, value } = leaf;
  return formulas.cell(at, [truthIn(leaf, { [fact]: [] }), truthIn(leaf, { [fact]: [value as string] })]);
}

function ofFact({ formulas, variables, place }: Universe, leaf: Leaf): Formula {
  const { fact, op, value } = leaf;
  const variable = place(`fact ${fact}`);
  const { values } = variables[variable] as Extract<Variable, { kind: 'fact' }>;
  const tests = values.map((known) => truthIn(leaf, known === undefined ? {} : { [fact]: known }));
  if (op === 'has' && typeof value === 'string') {
    const inside = values.map((known) => truthIn(leaf, Array.isArray(known) ? { [fact]: [value] } : {}));
    const holds = member(formulas, place(`member ${fact} ${value}`), leaf);
    return formulas.any([formulas.all([holds, formulas.cell(variable, inside)]), formulas.cell(variable, tests)]);
  }
  if (typeof value !== 'object' || !('ref' in value)) return formulas.cell(variable, tests);
  const { readings } = variables[place('clock')] as Extract<Variable, { kind: 'clock' }>;
  return formulas.order(value.ref, {
    op: op as OrderOperator,
    clock: place('clock'),
    variable,
    times: readings.map((reading) => reading[value.ref] as number),
    instants: values.map((known) => (typeof known === 'number' ? known : undefined)),
  });
}

// Where the name is registered its facts are what the register says; for a name to come they are free.
function ofRegistered(universe: Universe, leaf: Leaf, { part, facts }: NameVariable): Formula {
  const { formulas, place } = universe;
  const free = ofFact(universe, leaf);
  const known = facts.map((follow) => (follow === undefined ? UNKNOWN : truthIn(leaf, follow)));
  const registered = formulas.cell(
    place(part),
    facts.map((follow) => truthsOf(follow === undefined ? 'false' : 'true')),
  );
  const fixed = formulas.cell(place(part), known);
  return formulas.any([formulas.all([registered, fixed]), formulas.all([formulas.not(registered), free])]);
}
