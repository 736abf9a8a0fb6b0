import { FACTS } from '../../conditions/index.js';
import type { DocumentPath, YamlDocument } from '../../documents/index.js';
import type { LegalConstants } from '../legal-profiles/index.js';
import { literalsOf, spansOf } from './check-constant.js';
import { OPERATORS, type OperatorWord } from './check-operand.js';
import { wantedBy } from './constant-values.js';
import { fillFields } from './field-constants.js';
import { Mistakes } from './mistakes.js';
import type { AuthoredCondition, Policy } from './policy.schema.js';
import { effectiveOf, isConstantReference, PolicyConstants } from './policy-constants.js';

const CATALOGUE = new Map(FACTS.map((fact) => [fact.name, fact]));
const WORDS = Object.keys(OPERATORS) as readonly OperatorWord[];

/**
 * A policy that was checked before, with values in the place of the constants that it names. In `when`, a constant that
 * changes while the policy is effective stays as it is written; elsewhere it stays too, or has its last value, or the
 * one that holds at a moment.
 */
export function filledPolicy(
  document: YamlDocument,
  constants: LegalConstants,
  changing: 'last' | 'as-written' | { readonly at: number } = 'last',
): Policy {
  const mistakes = new Mistakes(document);
  const scope = { mistakes, constants: new PolicyConstants(mistakes, constants, effectiveOf(document.value)) };
  const { values } = fillFields(document.value, mistakes, scope.constants);
  const at = typeof changing === 'object' ? changing.at : Number.POSITIVE_INFINITY;
  const held = values.findLast(({ from }) => from === null || from <= at);
  const written = values.length > 1 && changing === 'as-written';
  const policy = (written ? document.value : held?.value) as Policy;
  const { when } = policy.spec;
  return when
    ? ({ ...policy, spec: { ...policy.spec, when: filled(scope, when, ['spec', 'when']) } } as Policy)
    : policy;
}

interface Filling {
  readonly mistakes: Mistakes;
  readonly constants: PolicyConstants;
}

function filled(scope: Filling, node: AuthoredCondition, path: DocumentPath): AuthoredCondition {
  if ('not' in node) return { not: filled(scope, node.not, [...path, 'not']) };
  if ('all' in node) return { all: node.all.map((part, at) => filled(scope, part, [...path, 'all', at])) };
  if ('any' in node) return { any: node.any.map((part, at) => filled(scope, part, [...path, 'any', at])) };
  const operator = WORDS.find((word) => Object.hasOwn(node, word));
  const fact = CATALOGUE.get(node.fact);
  const reference = operator && node[operator];
  if (!operator || !fact || !isConstantReference(reference)) return node;
  const at = [...path, operator];
  const uses = scope.constants.usesAt(reference, at) ?? [];
  const literals = literalsOf(scope.mistakes, { uses, wanted: wantedBy(fact, operator), path: at }) ?? [];
  const [only, ...more] = spansOf(uses, literals);
  return only && more.length === 0 ? ({ ...node, [operator]: only.literal } as AuthoredCondition) : node;
}
