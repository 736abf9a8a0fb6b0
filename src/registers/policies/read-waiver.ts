import type { Condition } from '../../conditions/index.js';
import { instantOf, type YamlDocument } from '../../documents/index.js';
import { checkPeriod } from './check-policy.js';
import { Mistakes } from './mistakes.js';
import { period, placeOfName } from './normalise.js';
import type { Waiver } from './policy.schema.js';
import { PolicyConstants } from './policy-constants.js';
import type { PolicyRegisters } from './policy-registers.js';
import type { Rule, RuleWaiver } from './rule.js';
import { leaf, type ResolvedScope, resolveScope } from './scope.js';

/** Holds a waiver against the rule that it names; mistakes are added to the list that is returned with it. */
export function readWaiver(
  document: YamlDocument,
  waiver: Waiver,
  known: { readonly rules: ReadonlyMap<string, Rule>; readonly registers: PolicyRegisters },
): { readonly waiver: RuleWaiver; readonly mistakes: Mistakes } {
  const mistakes = new Mistakes(document);
  const { metadata, spec } = waiver;
  checkPeriod(mistakes, metadata.effective);
  checkRule(mistakes, waiver, known.rules);
  for (const part of ['categories', 'jurisdictions'] as const) {
    const expected = 'purposes, datasets, plugins or destinations';
    if (spec.scope?.[part]) mistakes.add(['spec', 'scope', part], 'WAIVER_SCOPE', `a scope by ${part}`, expected);
  }
  const constants = new PolicyConstants(mistakes, known.registers.constants, undefined);
  const scope = resolveScope({ mistakes, registers: known.registers, constants }, spec.scope);
  const id = metadata.name;
  return { mistakes, waiver: { ...ruleWaiver(waiver, document), when: whenOf(id, waiver, scope) } };
}

function ruleWaiver({ metadata, spec }: Waiver, document: YamlDocument): Omit<RuleWaiver, 'when'> {
  return {
    id: metadata.name,
    rule: spec.rule,
    reason: spec.reason,
    requestedBy: spec.requestedBy,
    approvedBy: spec.approvedBy,
    uses: spec.uses ?? null,
    until: instantOf(metadata.effective.until),
    place: placeOfName(document),
  };
}

function checkRule(mistakes: Mistakes, { spec }: Waiver, rules: ReadonlyMap<string, Rule>): void {
  const { approvedBy, requestedBy } = spec;
  if (approvedBy.actor === requestedBy) {
    mistakes.add(['spec', 'approvedBy', 'actor'], 'WAIVER_APPROVER', 'the one who asked', 'another person');
  }
  const rule = rules.get(spec.rule);
  if (!rule) {
    mistakes.unknown(['spec', 'rule'], 'WAIVER_RULE', spec.rule, [...rules.keys()].sort());
  } else if (rule.waivableBy.length === 0) {
    mistakes.add(['spec', 'rule'], 'WAIVER_RULE', `'${spec.rule}', which cannot be waived`, 'a waivable rule');
  } else if (!rule.waivableBy.includes(approvedBy.role)) {
    mistakes.unknown(['spec', 'approvedBy', 'role'], 'WAIVER_APPROVER', approvedBy.role, rule.waivableBy);
  }
}

function whenOf(id: string, { metadata, spec }: Waiver, scope: ResolvedScope): Condition {
  const names = (fact: string, list: readonly string[] | '*') => (list === '*' ? [] : [leaf(fact, 'in', list)]);
  return {
    kind: 'all',
    of: [
      ...period(metadata.effective),
      ...names('purpose.name', scope.purposes),
      ...names('dataset.name', scope.datasets),
      ...names('plugin.name', scope.plugins),
      ...scope.destinations,
      ...(spec.uses === undefined ? [] : [leaf(`waiver.uses.${id}`, 'lt', spec.uses)]),
    ],
  };
}
