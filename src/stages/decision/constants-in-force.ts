import type { FactValue } from '../../conditions/index.js';
import { holdsAt, type Rule, type UsedConstant } from '../../registers/policies/index.js';

/** A constant of a legal profile with the value that it had when a question was asked; `version` is that of the profile. */
export type ConstantInForce = Pick<UsedConstant, 'name' | 'version' | 'article' | 'value' | 'unit'>;

/** The constants that rules were read with, as they hold at a moment: each once, by name. */
export function constantsInForce(
  rules: readonly Pick<Rule, 'constants'>[],
  now: FactValue | undefined,
): readonly ConstantInForce[] {
  const holding = rules.flatMap(({ constants = [] }) => constants).filter((one) => holdsAt(one, now));
  const byName = new Map(holding.map((one) => [one.name, inForce(one)]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The constant that gives a test of a rule its value; `at` is the position among `leafPlaces`. */
export function constantOfLeaf(
  { constants = [] }: Pick<Rule, 'constants'>,
  at: number,
  now: FactValue | undefined,
): ConstantInForce | null {
  const one = constants.find((constant) => constant.leaves.includes(at) && holdsAt(constant, now));
  return one ? inForce(one) : null;
}

function inForce({ name, version, article, value, unit }: UsedConstant): ConstantInForce {
  return { name, version, article, value, unit };
}
