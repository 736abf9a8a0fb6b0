import { type Formula, TRUE } from './formula.js';
import { asksFor, type CompiledRule, coversKey, type Side } from './side.js';
import type { Universe } from './universe.js';

/** What must hold for one cause of a newly permitted question: denied under `from`, permitted under `to`. */
export function newlyPermitted(universe: Universe, from: Side, to: Side, id: string): readonly (readonly Formula[])[] {
  const [before, after] = [from.rules.get(id), to.rules.get(id)];
  const stays = after?.rule.effect === 'prohibit' && before?.stands === after.stands;
  const lifted = before?.rule.effect === 'prohibit' && !stays ? [before.stands] : [];
  const granted = after?.rule.effect === 'grant' ? [newlyCovered(universe, from, before, after)] : [];
  return [...lifted, ...granted].filter(({ full }) => full & TRUE).map((cause) => [cause, ...to.permits]);
}

// A category that is asked for, that nothing covered, and that this grant covers now.
function newlyCovered(
  { formulas, categories }: Universe,
  from: Side,
  before: CompiledRule | undefined,
  after: CompiledRule,
): Formula {
  const covered = (key: string) =>
    before?.rule.effect === 'grant' && before.counts === after.counts && coversKey(before.rule, key);
  const anew = [...categories].filter(([key]) => coversKey(after.rule, key) && !covered(key));
  const gaps = anew.map(([key, variable]) =>
    formulas.all([asksFor(formulas, variable), from.uncovered.get(key) as Formula]),
  );
  return formulas.all([after.counts, formulas.any(gaps)]);
}
