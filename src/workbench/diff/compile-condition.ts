import { type Condition, evaluate, type Facts, isRowFact } from '../../conditions/index.js';
import { isClockFact } from './clock.js';
import { FALSE, type Formula, TRUE, type Truths, truthsOf, UNKNOWN } from './formula.js';
import { categoriesTested, type Leaf } from './survey.js';
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
    case 'any': {
      const asked = categoriesTested(condition.of);
      const others = condition.of.filter((part) => categoriesTested([part]).length === 0);
      return formulas.any([
        asksForOneOf(universe, asked),
        ...others.map((part) => compileCondition(universe, part, of)),
      ]);
    }
  }
}

function compileLeaf(universe: Universe, leaf: Leaf): Formula {
  const { formulas, variables, place } = universe;
  if (isClockFact(leaf.fact)) return ofClock(universe, leaf);
  if (leaf.fact === 'columns.categories') {
    const asked = categoriesTested([leaf]);
    return asked.length > 0 ? asksForOneOf(universe, asked) : formulas.constant(UNKNOWN);
  }
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

// A category that the taxonomy lacks is never covered: no permit holds it.
function asksForOneOf({ formulas, categories }: Universe, words: readonly string[]): Formula {
  const standing = [...categories].filter(([key]) => words.includes(key));
  return formulas.any(standing.map(([, variable]) => formulas.cell(variable, [FALSE, TRUE])));
}

function member(formulas: Universe['formulas'], at: number, leaf: Leaf): Formula {
  const { fact, value } = leaf;
  return formulas.cell(at, [truthIn(leaf, { [fact]: [] }), truthIn(leaf, { [fact]: [value as string] })]);
}

function ofFact(universe: Universe, leaf: Leaf): Formula {
  const { formulas, variables, place } = universe;
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
  return ofRelation(universe, leaf, value.ref);
}

const SITUATIONS = [undefined, -1, 0, 1] as const;

// How the instant lies to the clock is a variable of its own: most policies ask for nothing else of it.
function ofRelation(universe: Universe, leaf: Leaf, to: string): Formula {
  const { formulas, place } = universe;
  const relation = place(`relation ${leaf.fact} ${to}`);
  if (!formulas.beside.has(relation)) formulas.beside.set(relation, asItLies(universe, leaf.fact, to));
  const known = (side: number | undefined) => (side === undefined ? {} : { [leaf.fact]: side });
  return formulas.cell(
    relation,
    SITUATIONS.map((side) => truthIn(leaf, { ...known(side), [to]: 0 })),
  );
}

function asItLies({ formulas, variables, place }: Universe, fact: string, to: string): Formula {
  const [clock, variable, relation] = [place('clock'), place(`fact ${fact}`), place(`relation ${fact} ${to}`)];
  const { values } = variables[variable] as Extract<Variable, { kind: 'fact' }>;
  const { readings } = variables[clock] as Extract<Variable, { kind: 'clock' }>;
  const times = readings.map((reading) => reading[to] as number);
  const instants = values.map((value) => (typeof value === 'number' ? value : undefined));
  const [before, after] = (['lt', 'gt'] as const).map((op) =>
    formulas.order(to, { op, clock, variable, times, instants }),
  ) as [Formula, Formula];
  const missing = formulas.cell(
    variable,
    instants.map((instant) => (instant === undefined ? TRUE : FALSE)),
  );
  const lies = [missing, before, formulas.all([formulas.not(before), formulas.not(after)]), after];
  const ways = lies.map((lie, at) =>
    formulas.all([
      formulas.cell(
        relation,
        SITUATIONS.map((_, cell) => (cell === at ? TRUE : FALSE)),
      ),
      lie,
    ]),
  );
  return formulas.any(ways);
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
