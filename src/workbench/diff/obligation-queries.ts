import type { Formula } from './formula.js';
import {
  isOfFairness,
  isTraitLimit,
  type Measure,
  nameOfObligation,
  saidOf,
  strictness,
  type Value,
} from './measures.js';
import { asksFor, type CompiledRule, type Side } from './side.js';
import type { Universe } from './universe.js';

type Query = readonly Formula[];

/** What must hold for one cause of a measure that is weaker under `to`; the rule is why. */
export function weakened(universe: Universe, from: Side, to: Side, { id, measure }: { id: string; measure: Measure }) {
  const { formulas, categories } = universe;
  const asked = (measure.categories ?? []).map((key) => asksFor(formulas, categories.get(key) as number));
  const both = [...new Set([...from.permits, ...to.permits])];
  const judged = isOfFairness(measure) ? [demandsLimit(formulas, from), demandsLimit(formulas, to)] : [];
  const causes = [lost(universe, from, to, { id, measure }), undercut(universe, from, to, { id, measure })];
  return causes
    .filter((cause): cause is Query => cause !== null)
    .map((cause): Query => [...cause, ...(asked.length > 0 ? [formulas.any(asked)] : []), ...judged, ...both]);
}

interface Asked {
  readonly id: string;
  readonly measure: Measure;
}

// The rule obliged it; now nobody obliges as much, nor does the engine's floor stand in.
function lost({ formulas }: Universe, from: Side, to: Side, { id, measure }: Asked): Query | null {
  const mine = from.rules.get(id);
  const value = mine && saidOf(measure, mine.rule.obligations);
  if (!mine || value === undefined) return null;
  const said = sayings(to, measure);
  const enough = said.filter((one) => strictness(measure, one.value, value) >= 0);
  if (enough.some(({ compiled }) => compiled.stands === mine.stands)) return null;
  const floored = measure.floor !== undefined && strictness(measure, measure.floor, value) >= 0;
  const less = said.filter((one) => strictness(measure, one.value, value) < 0).map(({ compiled }) => compiled.stands);
  const never = enough.map(({ compiled }) => formulas.not(compiled.stands));
  return [mine.stands, ...never, ...(floored ? [formulas.any(less)] : [])];
}

// Nobody spoke, and the engine's floor held; now this rule speaks below it.
function undercut({ formulas }: Universe, from: Side, to: Side, { id, measure }: Asked): Query | null {
  const mine = to.rules.get(id);
  const value = mine && saidOf(measure, mine.rule.obligations);
  const { floor } = measure;
  if (!mine || value === undefined || floor === undefined || strictness(measure, value, floor) >= 0) return null;
  const before = sayings(from, measure).map(({ compiled }) => compiled.stands);
  if (before.includes(mine.stands)) return null;
  const enough = sayings(to, measure).filter((one) => strictness(measure, one.value, floor) >= 0);
  const never = [...before, ...enough.map(({ compiled }) => compiled.stands)].map((stands) => formulas.not(stands));
  return [mine.stands, ...never];
}

interface Saying {
  readonly compiled: CompiledRule;
  readonly value: Value;
}

function sayings({ rules }: Side, measure: Measure): readonly Saying[] {
  return [...rules.values()].flatMap((compiled) => {
    const value = obligates(compiled) ? saidOf(measure, compiled.rule.obligations) : undefined;
    return value === undefined ? [] : [{ compiled, value }];
  });
}

// A prohibition that counts forbids; what it obliges beside that never counts.
function obligates({ rule }: CompiledRule): boolean {
  return rule.effect !== 'prohibit';
}

function demandsLimit(formulas: Universe['formulas'], { rules }: Side): Formula {
  const demanding = [...rules.values()].filter(
    (one) => obligates(one) && one.rule.obligations.some(({ id }) => isTraitLimit(nameOfObligation(id))),
  );
  return formulas.any(demanding.map(({ stands }) => stands));
}

/** What must hold for a row that this rule removed and that nothing removes under `to`. */
export function keptAnew({ formulas }: Universe, from: Side, to: Side, id: string): readonly Query[] {
  const removals = [...to.rules.values()].filter(obligates).flatMap(({ rows }) => rows.map(({ removes }) => removes));
  const mine = from.rules.get(id);
  const both = [...new Set([...from.permits, ...to.permits])];
  return (mine && obligates(mine) ? mine.rows : [])
    .filter(({ removes }) => !removals.includes(removes))
    .map(({ removes }) => [removes, ...removals.map((removal) => formulas.not(removal)), ...both]);
}
