import { type Condition, cutoffName, isRowFact } from '../../conditions/index.js';
import type { Policy } from './policy.schema.js';
import type { RowReason, RowRule } from './rule.js';
import { leaf } from './scope.js';

/** What a row must show, and under which reason it leaves when it does not. */
interface Requirement {
  readonly reason: RowReason;
  readonly keep: Condition;
}

/**
 * The row predicates of a policy: a row stays where it is certainly outside the scope, or certainly meets the
 * requirement. A jurisdiction that is unknown is therefore in scope.
 */
export function rowRulesOf(policy: Policy, when: Condition | undefined): readonly RowRule[] {
  const { name } = policy.metadata;
  const outside = outsideOf(policy, when);
  if (policy.kind === 'AccessPolicy') {
    if (policy.spec.effect === 'grant' || outside.length === 0) return [];
    return [{ id: `${name}.prohibited`, rule: name, reason: 'prohibited', keep: anyOf(outside) }];
  }
  return requirementsOf(policy).map(({ reason, keep }) => ({
    id: `${name}.${reason}`,
    rule: name,
    reason,
    keep: anyOf([...outside, keep]),
  }));
}

// A `when` over facts of the run alone is decided by the kernel: where the rule counts it is never certainly false.
function outsideOf({ spec }: Policy, when: Condition | undefined): readonly Condition[] {
  const { jurisdictions } = spec.scope ?? {};
  const inScope = [
    ...(jurisdictions ? [leaf('row.jurisdiction', 'in', jurisdictions)] : []),
    ...(when && hasRowFact(when) ? [when] : []),
  ];
  return inScope.map(not);
}

function requirementsOf(policy: Policy): readonly Requirement[] {
  switch (policy.kind) {
    case 'ConsentPolicy':
      return [...consentOf(policy.spec.requires), ...(policy.spec.honours ?? []).map((word) => HONOURED[word])];
    case 'RetentionPolicy': {
      const { rowsNotOlderThan } = policy.spec;
      return rowsNotOlderThan ? [{ reason: 'retention', keep: notOlder('row.lastActivity', rowsNotOlderThan) }] : [];
    }
    case 'AccessPolicy':
    case 'DisclosurePolicy':
    case 'BiasPolicy':
      return [];
  }
}

const HONOURED = {
  objection: { reason: 'objection', keep: leaf('row.objected', 'eq', false) },
  'opt-out': { reason: 'opt-out', keep: leaf('row.optedOut', 'eq', false) },
  restriction: { reason: 'restriction', keep: leaf('row.restricted', 'eq', false) },
} as const satisfies Record<string, Requirement>;

// Age is asked of those who agreed, so that a row without consent is counted once.
function consentOf(requires: { readonly notOlderThan?: string } | undefined): readonly Requirement[] {
  if (!requires) return [];
  const granted = leaf('row.consent', 'eq', 'granted');
  const { notOlderThan } = requires;
  if (notOlderThan === undefined) return [{ reason: 'no-consent', keep: granted }];
  const fresh = anyOf([not(granted), notOlder('row.consentAt', notOlderThan)]);
  return [
    { reason: 'no-consent', keep: granted },
    { reason: 'consent-too-old', keep: fresh },
  ];
}

function notOlder(fact: string, duration: string): Condition {
  return { kind: 'leaf', fact, op: 'gte', value: { ref: cutoffName(duration) } };
}

/** True where a condition tests a fact of the row anywhere. */
export function hasRowFact(condition: Condition): boolean {
  switch (condition.kind) {
    case 'leaf':
      return isRowFact(condition.fact);
    case 'not':
      return hasRowFact(condition.of);
    case 'all':
    case 'any':
      return condition.of.some(hasRowFact);
    case 'constant':
      return false;
  }
}

function not(of: Condition): Condition {
  return of.kind === 'not' ? of.of : { kind: 'not', of };
}

function anyOf(parts: readonly Condition[]): Condition {
  const flat = parts.flatMap((part) => (part.kind === 'any' ? part.of : [part]));
  return flat.length === 1 ? (flat[0] as Condition) : { kind: 'any', of: flat };
}
