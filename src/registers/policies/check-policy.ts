import { leavesOf } from '../../conditions/index.js';
import { instantOf } from '../../documents/index.js';
import type { ConditionScope, PlacedCondition } from './check-condition.js';
import type { Mistakes } from './mistakes.js';
import { checkNoise } from './noise.js';
import type { AccessPolicy, ConsentPolicy, DisclosurePolicy, Policy } from './policy.schema.js';
import { hasRowFact } from './row-rules.js';
import { TRAIT_LIMITS } from './rule.js';
import { checkCategories } from './scope.js';

/** What a schema cannot say: mistakes that lie between the parts of one policy. */
export function checkPolicy(scope: ConditionScope, policy: Policy, when: PlacedCondition | undefined): void {
  const { mistakes } = scope;
  checkPeriod(mistakes, policy.metadata.effective);
  const byRow = when !== undefined && hasRowFact(when.condition);
  switch (policy.kind) {
    case 'AccessPolicy':
      checkAccess(mistakes, policy, when);
      if (policy.metadata.waivable && speaksOfAbsolute(when)) neverWaivable(mistakes, 'objection and restriction');
      break;
    case 'ConsentPolicy':
      checkConsent(mistakes, policy, when);
      break;
    case 'RetentionPolicy': {
      const { rowsNotOlderThan, releaseNotLongerThan } = policy.spec;
      if (!rowsNotOlderThan && !releaseNotLongerThan) emptyPolicy(mistakes, 'rowsNotOlderThan or releaseNotLongerThan');
      if (policy.metadata.waivable) neverWaivable(mistakes, 'what must be erased');
      break;
    }
    case 'DisclosurePolicy':
      checkDisclosure(scope, policy);
      checkWholeRuns(mistakes, policy, byRow);
      break;
    case 'BiasPolicy':
      if (TRAIT_LIMITS.every((name) => policy.spec[name] === undefined))
        emptyPolicy(mistakes, TRAIT_LIMITS.join(' or '));
      checkWholeRuns(mistakes, policy, byRow);
      break;
  }
}

function checkConsent(mistakes: Mistakes, policy: ConsentPolicy, when: PlacedCondition | undefined): void {
  const { requires, honours } = policy.spec;
  if (!requires && !honours) emptyPolicy(mistakes, 'requires or honours');
  const absolute = honours?.some((word) => word !== 'opt-out') || speaksOfAbsolute(when);
  if (policy.metadata.waivable && absolute) neverWaivable(mistakes, 'objection and restriction');
}

/** An objection or restriction is as absolute where a condition speaks of it as where a policy honours it. */
function speaksOfAbsolute(when: PlacedCondition | undefined): boolean {
  return when !== undefined && leavesOf(when.condition).some(({ fact }) => ABSOLUTE.includes(fact));
}

const ABSOLUTE: readonly string[] = ['row.objected', 'row.restricted'];

function neverWaivable(mistakes: Mistakes, about: string): void {
  const expected = `no waivable: there is no exception to ${about}`;
  mistakes.add(['metadata', 'waivable'], 'NEVER_WAIVABLE', `a waivable policy about ${about}`, expected);
}

export function checkPeriod(
  mistakes: Mistakes,
  { from, until }: { readonly from: string; readonly until?: string },
): void {
  if (until === undefined || instantOf(until) > instantOf(from)) return;
  mistakes.add(['metadata', 'effective', 'until'], 'POLICY_PERIOD', `'${until}'`, `an instant after '${from}'`);
}

function checkAccess(mistakes: Mistakes, policy: AccessPolicy, when: PlacedCondition | undefined): void {
  const { effect, approvals, scope } = policy.spec;
  if (effect === 'prohibit') {
    const expected = 'approvals on a grant only';
    if (approvals)
      mistakes.add(['spec', 'approvals'], 'APPROVALS_WITHOUT_GRANT', 'approvals on a prohibition', expected);
    return;
  }
  const { mode } = policy.metadata;
  if (mode !== 'enforce') mistakes.add(['metadata', 'mode'], 'GRANT_MODE', `a grant in ${mode} mode`, 'enforce');
  if (!scope?.categories) {
    mistakes.add(['spec', 'scope'], 'GRANT_WITHOUT_CATEGORIES', 'no categories', 'the categories that are granted');
  }
  const expected = 'facts of the run only; restrict rows by a policy of their own';
  if (scope?.jurisdictions) {
    mistakes.add(['spec', 'scope', 'jurisdictions'], 'GRANT_BY_ROW', 'a grant by jurisdiction', expected);
  }
  if (when && hasRowFact(when.condition)) {
    mistakes.add(['spec', 'when'], 'GRANT_BY_ROW', 'a grant by a fact of the row', expected);
  }
}

function checkWholeRuns(mistakes: Mistakes, policy: Policy, byRow: boolean): void {
  const expected = `facts of the run only: a ${policy.kind} speaks of whole runs`;
  if (policy.spec.scope?.jurisdictions) {
    mistakes.add(['spec', 'scope', 'jurisdictions'], 'ROWS_NOT_POSSIBLE', 'a scope by jurisdiction', expected);
  }
  if (byRow) mistakes.add(['spec', 'when'], 'ROWS_NOT_POSSIBLE', 'a fact of the row', expected);
}

const FAMILIES = ['round', 'bucket', 'quantiles', 'suppress'] as const;

function checkDisclosure(scope: ConditionScope, { spec }: DisclosurePolicy): void {
  const { scope: _scope, when: _when, ...parts } = spec;
  if (Object.keys(parts).length === 0) emptyPolicy(scope.mistakes, 'a size, a mask, noise, isolationMin or modelOnly');
  if (spec.noise) checkNoise(scope.mistakes, spec.noise);
  spec.masks?.forEach((mask, at) => {
    const path = ['spec', 'masks', at];
    checkCategories(scope, mask.categories, [...path, 'categories']);
    const families = FAMILIES.filter((family) => mask[family] !== undefined);
    if (families.length !== 1) {
      scope.mistakes.add(path, 'MASK_FAMILY', families.join(' and ') || 'no family', `one of ${FAMILIES.join(', ')}`);
    }
  });
}

function emptyPolicy(mistakes: Mistakes, expected: string): void {
  mistakes.add(['spec'], 'POLICY_EMPTY', 'a policy without any part', expected);
}
