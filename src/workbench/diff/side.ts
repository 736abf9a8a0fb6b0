import type { PolicySet, RowRule, Rule } from '../../registers/policies/index.js';
import { aboves } from './category-cells.js';
import { compileCondition } from './compile-condition.js';
import { FALSE, type Formula, TRUE } from './formula.js';
import { enforced, waiversOf } from './survey.js';
import type { NamePart, Universe, Variable } from './universe.js';

/** A rule in force as formulas. */
export interface CompiledRule {
  readonly rule: Rule;
  /** It counts and is not waived, whatever the categories. */
  readonly counts: Formula;
  /** It counts, is not waived, and speaks of a category that is asked for. */
  readonly stands: Formula;
  /** `keeps` is true where a row certainly stays; `removes` where the rule stands and it does not. */
  readonly rows: readonly { readonly row: RowRule; readonly keeps: Formula; readonly removes: Formula }[];
}

/** One of the two sets as formulas over the same cells. */
export interface Side {
  readonly set: PolicySet;
  readonly rules: ReadonlyMap<string, CompiledRule>;
  /** All of these hold exactly where the set permits, whatever is obliged. */
  readonly permits: readonly Formula[];
  /** For each category: no grant that counts covers it. */
  readonly uncovered: ReadonlyMap<string, Formula>;
}

/** Formulas of another side to use instead, where they were proved to mean the same. */
export interface Counterpart {
  readonly rules: ReadonlyMap<string, CompiledRule>;
  readonly same: (formula: Formula, other: Formula) => boolean;
}

/** Compiles a set; a rule that means what its counterpart means becomes the same formulas. */
export function sideOf(universe: Universe, set: PolicySet, counterpart?: Counterpart): Side {
  const rules = new Map(
    enforced(set).map((rule) => [rule.id, compileRule(universe, conditionsOf(universe, set, rule, counterpart))]),
  );
  const uncovered = uncoveredOf(universe, [...rules.values()]);
  return { set, rules, uncovered, permits: permitsOf(universe, [...rules.values()], uncovered) };
}

interface Conditions {
  readonly rule: Rule;
  readonly counts: Formula;
  readonly keeps: readonly Formula[];
}

function conditionsOf(universe: Universe, set: PolicySet, rule: Rule, counterpart?: Counterpart): Conditions {
  const other = counterpart?.rules.get(rule.id);
  const kept = (formula: Formula, known: Formula | undefined) =>
    known && formula !== known && counterpart?.same(formula, known) ? known : formula;
  const keeps = rule.rows.map((row) => {
    const known = other?.rows.find(({ row: { id } }) => id === row.id)?.keeps;
    return kept(universe.formulas.sure(compileCondition(universe, row.keep, 'row')), known);
  });
  return { rule, keeps, counts: kept(countsOf(universe, set, rule), other?.counts) };
}

function countsOf(universe: Universe, set: PolicySet, rule: Rule): Formula {
  const { formulas } = universe;
  const when = compileCondition(universe, rule.when, 'run');
  const waived = waiversOf(set, rule).map((waiver) => formulas.sure(compileCondition(universe, waiver.when, 'run')));
  const placed = (['purpose', 'dataset', 'plugin'] as const).map((part) => named(universe, part, rule[`${part}s`]));
  const certain = rule.effect === 'grant' ? formulas.sure(when) : formulas.maybe(when);
  return formulas.all([...placed, certain, ...waived.map((one) => formulas.not(one))]);
}

function compileRule(universe: Universe, { rule, counts, keeps }: Conditions): CompiledRule {
  const { formulas } = universe;
  const stands = formulas.all([counts, concerned(universe, rule)]);
  const rows = rule.rows.map((row, at) => {
    const kept = keeps[at] as Formula;
    return { row, keeps: kept, removes: formulas.all([stands, formulas.not(kept)]) };
  });
  return { rule, counts, stands, rows };
}

function named({ formulas, variables, place }: Universe, part: NamePart, scope: readonly string[] | '*'): Formula {
  if (scope === '*') return formulas.constant(TRUE);
  const { words } = variables[place(part)] as Extract<Variable, { kind: 'name' }>;
  return formulas.cell(
    place(part),
    words.map((word) => (scope.includes(word) ? TRUE : FALSE)),
  );
}

function concerned({ formulas, categories }: Universe, rule: Rule): Formula {
  if (rule.categories === '*') return formulas.constant(TRUE);
  const asked = [...categories]
    .filter(([key]) => coversKey(rule, key))
    .map(([, variable]) => asksFor(formulas, variable));
  return formulas.any(asked);
}

/** True where the category of this variable is asked for. */
export function asksFor(formulas: Universe['formulas'], variable: number): Formula {
  return formulas.cell(variable, [FALSE, TRUE]);
}

/** The category itself or one above it is in the scope of the rule. */
export function coversKey({ categories }: Pick<Rule, 'categories'>, key: string): boolean {
  return categories === '*' || aboves(key).some((above) => categories.includes(above));
}

function uncoveredOf({ formulas, categories }: Universe, rules: readonly CompiledRule[]): Side['uncovered'] {
  const grants = rules.filter(({ rule }) => rule.effect === 'grant');
  const of = (key: string) => grants.filter(({ rule }) => coversKey(rule, key)).map(({ counts }) => counts);
  return new Map([...categories.keys()].map((key) => [key, formulas.not(formulas.any(of(key)))]));
}

function permitsOf(
  { formulas, categories }: Universe,
  rules: readonly CompiledRule[],
  uncovered: Side['uncovered'],
): readonly Formula[] {
  const prohibitions = rules.filter(({ rule }) => rule.effect === 'prohibit').map(({ stands }) => formulas.not(stands));
  const covered = [...categories].map(([key, variable]) =>
    formulas.not(formulas.all([asksFor(formulas, variable), uncovered.get(key) as Formula])),
  );
  const something = formulas.any([...categories.values()].map((variable) => asksFor(formulas, variable)));
  return [...prohibitions, ...covered, something];
}
