import type { Condition, Fact } from '../../conditions/index.js';
import type { DocumentPath } from '../../documents/index.js';
import type { ConditionScope, PlacedCondition } from './check-condition.js';
import { checkOperand, type OperatorWord } from './check-operand.js';
import { constantText, literalOf, type Wanted, wantedBy, wantedText } from './constant-values.js';
import type { Mistakes } from './mistakes.js';
import type { ConstantReference } from './policy-constants.js';
import type { Place, UsedConstant } from './rule.js';
import { leaf } from './scope.js';

interface ConstantTest {
  readonly fact: Fact;
  readonly operator: OperatorWord;
  readonly reference: ConstantReference;
  readonly path: DocumentPath;
  readonly depth: number;
  /** Of the test. */
  readonly place: Place;
}

/** Two levels for the times of the values, where there are several. */
const DATED_LEVELS = 2;

/**
 * A test against a constant, with the value of the constant in its place. Where the constant changes while the policy
 * is effective, each value is tested within its time, so that the rules themselves decide otherwise from that date on.
 */
export function checkConstant(scope: ConditionScope, test: ConstantTest): PlacedCondition | undefined {
  const { fact, operator, reference, path, place } = test;
  const uses = scope.constants.usesAt(reference, path);
  const wanted = wantedBy(fact, operator);
  const literals = uses && literalsOf(scope.mistakes, { uses, wanted, path });
  if (!uses || !literals) return undefined;
  const spans = spansOf(uses, literals);
  const depth = test.depth + (spans.length > 1 ? DATED_LEVELS : 0);
  if (depth > 8) {
    const expected = 'a test nearer to the top: a constant that changes takes two levels';
    return scope.mistakes.add(path, 'CONDITION_TOO_DEEP', `'${uses[0]?.name}' at level ${test.depth}`, expected);
  }
  const tests = spans.map(({ literal }) => checkOperand(scope, { fact, operator, value: literal, path, depth }));
  if (!tests.every((one) => one !== undefined)) return undefined;
  return placed(spans, tests, place);
}

/** The values of a constant as the policy would write them; undefined when one is of another type or unit. */
export function literalsOf(
  mistakes: Mistakes,
  {
    uses,
    wanted,
    path,
  }: { readonly uses: readonly UsedConstant[]; readonly wanted: Wanted; readonly path: DocumentPath },
): readonly unknown[] | undefined {
  const literals = uses.map((use) => literalOf(use, wanted));
  const wrong = uses[literals.indexOf(undefined)];
  if (!wrong) return literals;
  return mistakes.add([...path, 'constant'], 'CONSTANT_TYPE', constantText(wrong), wantedText(wanted));
}

/** One value with the time in which it holds; several uses where only the article changed. */
export interface Span {
  readonly literal: unknown;
  readonly uses: readonly UsedConstant[];
  readonly from: number | null;
  readonly until: number | null;
}

/** The values of a constant in their order, equal neighbours as one. */
export function spansOf(uses: readonly UsedConstant[], literals: readonly unknown[]): readonly Span[] {
  const spans: Span[] = [];
  for (const [at, use] of uses.entries()) {
    const literal = literals[at];
    const last = spans.at(-1);
    const same = last && JSON.stringify(last.literal) === JSON.stringify(literal);
    if (same) spans[spans.length - 1] = { ...last, uses: [...last.uses, use], until: use.until };
    else spans.push({ literal, uses: [use], from: use.from, until: use.until });
  }
  return spans;
}

/** The tests of `now` that keep a condition within a time. */
export function timeTests({ from, until }: Pick<Span, 'from' | 'until'>): readonly Condition[] {
  return [...(from === null ? [] : [leaf('now', 'gte', from)]), ...(until === null ? [] : [leaf('now', 'lt', until)])];
}

function placed(spans: readonly Span[], tests: readonly Condition[], place: Place): PlacedCondition {
  const leafPlaces: (Place | undefined)[] = [];
  const constants: UsedConstant[] = [];
  const parts = tests.map((condition, at) => {
    const span = spans[at] as Span;
    const times = spans.length > 1 ? timeTests(span) : [];
    const count = condition.kind === 'any' ? condition.of.length : 1;
    const leaves = Array.from({ length: count }, (_, index) => leafPlaces.length + index);
    leafPlaces.push(...leaves.map(() => place), ...times.map(() => undefined));
    constants.push(...span.uses.map((use) => ({ ...use, leaves })));
    return times.length > 0 ? { kind: 'all' as const, of: [condition, ...times] } : condition;
  });
  const [only] = parts;
  return { condition: parts.length === 1 && only ? only : { kind: 'any', of: parts }, leafPlaces, constants };
}
