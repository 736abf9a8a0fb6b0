import { keptRules, type RecordedDecision } from '../../run/index.js';
import { createDecider, kernelEvaluator } from '../../stages/decision/index.js';
import type { ExceptionParts } from './exception-parts.js';
import { exceptionsError } from './exceptions.errors.js';

const BLAMING: readonly string[] = ['PROHIBITED', 'RESTRICTED'];

/**
 * The rules that prohibited or restricted a recorded run. An entry has room for the first reasons only: the others come
 * from deciding again under the rules of then.
 */
export function blamedIn({ settings, registers }: ExceptionParts, decided: RecordedDecision): readonly string[] {
  const { reasons, reasonsLeft, request, facts, columns } = decided;
  const recorded = reasons.flatMap(({ code, rule }) => (BLAMING.includes(code) && rule !== undefined ? [rule] : []));
  const rules = reasonsLeft === null ? null : keptRules(settings.stateFolder, decided.rules);
  if (rules?.kind !== 'kept') return recorded;
  const decider = createDecider(rules.rules, kernelEvaluator(rules.rules, registers.taxonomy.categories));
  const again = decider.decide(request, facts, columns, null).reasons;
  return again.flatMap(({ code, ref }) => (BLAMING.includes(code) && ref !== undefined ? [ref] : []));
}

const NAMED_MAX = 5;

/** @throws EXCEPTION_IDLE for a rule that is not among them */
export function assertInTheWay(blamed: readonly string[], rule: string): void {
  if (blamed.includes(rule)) return;
  const more = blamed.length > NAMED_MAX ? `, and ${blamed.length - NAMED_MAX} more` : '';
  throw exceptionsError('EXCEPTION_IDLE', {
    found: `'${rule}', which did not prohibit or restrict the run`,
    expected: `one of ${blamed.slice(0, NAMED_MAX).join(', ') || 'no rule at all'}${more}`,
    next: 'See why the run ended as it did with: probity policy explain',
  });
}
