import type { Condition } from '../../conditions/index.js';
import { nearestWord } from '../../documents/index.js';
import type { PolicySet, Rule } from '../../registers/policies/index.js';
import { exceptionsError } from './exceptions.errors.js';

/** The rule of a name that somebody may waive. @throws EXCEPTION_RULE, EXCEPTION_NEVER */
export function waivableRule({ rules }: PolicySet, name: string): Rule {
  const rule = rules.find(({ id }) => id === name);
  if (!rule) throw unknownRule(rules, name);
  if (rule.waivableBy.length > 0 && !isAbsolute(rule)) return rule;
  const said = isAbsolute(rule) ? 'there is no exception to objection and erasure' : 'its policy lets nobody waive it';
  throw exceptionsError('EXCEPTION_NEVER', {
    found: `'${name}'`,
    expected: 'a rule whose policy says who may waive it',
    next: `Change what is asked for: ${said}.`,
  });
}

/** Objection, restriction and erasure hold without exception, whatever a policy says. */
function isAbsolute({ kind, rows }: Rule): boolean {
  return kind === 'RetentionPolicy' || rows.some(({ reason }) => reason === 'objection' || reason === 'restriction');
}

/** True for a rule about the training of the one who asks. */
export function isAboutTraining({ when }: Rule): boolean {
  return factsOf(when).includes('actor.trainedUntil');
}

function factsOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'leaf':
      return [condition.fact];
    case 'not':
      return factsOf(condition.of);
    case 'all':
    case 'any':
      return condition.of.flatMap(factsOf);
    case 'constant':
      return [];
  }
}

function unknownRule(rules: PolicySet['rules'], name: string) {
  const nearest = nearestWord(
    name,
    rules.map(({ id }) => id),
  );
  return exceptionsError('EXCEPTION_RULE', {
    found: 'a rule that is not in force',
    expected: nearest === undefined ? 'the name of a policy' : `perhaps '${nearest}'`,
    next: 'List the policies in force with: probity policy list',
  });
}
