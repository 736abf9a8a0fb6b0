import type { Fact } from '../../conditions/index.js';
import type { LegalConstants } from '../legal-profiles/index.js';
import type { OperatorWord } from './check-operand.js';
import { literalOf, type Wanted, wantedBy } from './constant-values.js';
import { CONSTANT_FIELDS } from './field-constants.js';

/** The constants whose every value fits where a policy tests a fact by an operator, by name. */
export function constantsOfTest(constants: LegalConstants, fact: Fact, operator: OperatorWord): readonly string[] {
  return fitting(constants, wantedBy(fact, operator));
}

/** The constants that fit a part of a spec, by name; undefined where no constant can stand. */
export function constantsOfField(constants: LegalConstants, field: string): readonly string[] | undefined {
  const found = Object.hasOwn(CONSTANT_FIELDS, field) ? CONSTANT_FIELDS[field] : undefined;
  return found && fitting(constants, found.wanted);
}

function fitting(constants: LegalConstants, wanted: Wanted): readonly string[] {
  return [...constants.values()]
    .filter(({ periods }) => periods.every((one) => literalOf(one, wanted) !== undefined))
    .map(({ name }) => name);
}
