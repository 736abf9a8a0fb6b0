import { type Condition, FACTS, type Fact } from '../../conditions/index.js';
import { type DocumentPath, nearestWord } from '../../documents/index.js';
import { checkConstant } from './check-constant.js';
import { checkOperand, OPERATORS, type OperatorWord } from './check-operand.js';
import type { Mistakes } from './mistakes.js';
import { isConstantReference, type PolicyConstants } from './policy-constants.js';
import type { PolicyRegisters } from './policy-registers.js';
import type { Place, UsedConstant } from './rule.js';

/** Levels of an authored condition, a test counting one; the normaliser adds one more above it. */
const DEPTH_MAX = 8;
const GROUPS = ['all', 'any', 'not'] as const;
const CATALOGUE = new Map(FACTS.map((fact) => [fact.name, fact]));

/** A checked condition, with the place of each leaf in the order of a depth-first walk. */
export interface PlacedCondition {
  readonly condition: Condition;
  /** Undefined for the tests of time that a constant which changes brings. */
  readonly leafPlaces: readonly (Place | undefined)[];
  /** The constants that gave tests their value, with the positions of these among `leafPlaces`. */
  readonly constants: readonly UsedConstant[];
}

export interface ConditionScope {
  readonly mistakes: Mistakes;
  readonly registers: PolicyRegisters;
  readonly constants: PolicyConstants;
}

type Node = Readonly<Record<string, unknown>>;

/** Checks an authored condition against the fact catalogue; undefined when a mistake was added. */
export function checkCondition(
  scope: ConditionScope,
  authored: unknown,
  path: DocumentPath,
  depth = 1,
): PlacedCondition | undefined {
  const { mistakes } = scope;
  if (depth > DEPTH_MAX) {
    return mistakes.add(
      path,
      'CONDITION_TOO_DEEP',
      `level ${depth}`,
      `at most ${DEPTH_MAX} levels of all, any and not`,
    );
  }
  if (!isNode(authored)) return mistakes.add(path, 'CONDITION_SHAPE', shapeOf(authored), 'all, any, not, or a fact');
  const groups = GROUPS.filter((word) => Object.hasOwn(authored, word));
  const [group] = groups;
  if (!group) return checkLeaf(scope, authored, path, depth);
  const keys = Object.keys(authored);
  if (keys.length > 1) {
    return mistakes.add(path, 'CONDITION_SHAPE', `${keys.join(' and ')} side by side`, `${group} alone in its node`);
  }
  return group === 'not' ? checkNot(scope, authored, path, depth) : checkParts(scope, group, { authored, path, depth });
}

function checkNot(scope: ConditionScope, node: Node, path: DocumentPath, depth: number): PlacedCondition | undefined {
  const of = checkCondition(scope, node['not'], [...path, 'not'], depth + 1);
  return of && { condition: { kind: 'not', of: of.condition }, leafPlaces: of.leafPlaces, constants: of.constants };
}

function checkParts(
  scope: ConditionScope,
  kind: 'all' | 'any',
  { authored, path, depth }: { readonly authored: Node; readonly path: DocumentPath; readonly depth: number },
): PlacedCondition | undefined {
  const list = authored[kind];
  const at = [...path, kind];
  if (!Array.isArray(list)) return scope.mistakes.add(at, 'CONDITION_SHAPE', shapeOf(list), 'a list of conditions');
  if (list.length === 0) return scope.mistakes.add(at, 'CONDITION_SHAPE', 'an empty list', 'at least one condition');
  const parts = list.map((part, index) => checkCondition(scope, part, [...at, index], depth + 1));
  if (!parts.every((part) => part !== undefined)) return undefined;
  return {
    condition: { kind, of: parts.map(({ condition }) => condition) },
    leafPlaces: parts.flatMap(({ leafPlaces }) => leafPlaces),
    constants: constantsOf(parts),
  };
}

function constantsOf(parts: readonly PlacedCondition[]): readonly UsedConstant[] {
  let before = 0;
  return parts.flatMap(({ leafPlaces, constants }) => {
    const moved = constantsFrom(before, constants);
    before += leafPlaces.length;
    return moved;
  });
}

/** The same constants where so many tests stand before theirs. */
export function constantsFrom(count: number, constants: readonly UsedConstant[]): readonly UsedConstant[] {
  return constants.map((one) => ({ ...one, leaves: one.leaves.map((at) => at + count) }));
}

function checkLeaf(scope: ConditionScope, node: Node, path: DocumentPath, depth: number): PlacedCondition | undefined {
  const { mistakes } = scope;
  const keys = Object.keys(node);
  const words = Object.keys(OPERATORS) as OperatorWord[];
  if (keys.length === 0) return mistakes.add(path, 'CONDITION_SHAPE', 'an empty node', 'all, any, not, or a fact');
  const strange = keys.filter((key) => key !== 'fact' && !words.some((word) => word === key));
  for (const key of strange) mistakes.unknownKey([...path, key], ['fact', ...words, ...GROUPS]);
  if (typeof node['fact'] !== 'string') {
    if (strange.length > 0) return undefined;
    const at = Object.hasOwn(node, 'fact') ? [...path, 'fact'] : path;
    return mistakes.add(at, 'CONDITION_SHAPE', 'no name of a fact', "the key 'fact' with a name of the catalogue");
  }
  const fact = CATALOGUE.get(node['fact']);
  if (!fact) return mistakes.unknown([...path, 'fact'], 'UNKNOWN_FACT', node['fact'], likely(node['fact']));
  const operators = words.filter((word) => Object.hasOwn(node, word));
  if (strange.length > 0) return undefined;
  const [operator] = operators;
  if (!operator || operators.length > 1) {
    return mistakes.add(
      path,
      'CONDITION_SHAPE',
      operators.join(' and ') || 'no operator',
      `one of ${fits(fact).join(', ')}`,
    );
  }
  if (!fits(fact).includes(operator)) {
    const found = `${operator} on ${fact.name}, which is of type ${fact.type}`;
    return mistakes.add([...path, operator], 'WRONG_OPERATOR', found, `one of ${fits(fact).join(', ')}`);
  }
  const value = node[operator];
  const tested = { fact, operator, path: [...path, operator], depth };
  const place = { file: mistakes.document.file, ...mistakes.document.placeOf([...path, 'fact']) };
  if (isConstantReference(value)) return checkConstant(scope, { ...tested, reference: value, place });
  const condition = checkOperand(scope, { ...tested, value });
  return condition && { condition, leafPlaces: placesOf(condition, place), constants: [] };
}

// The catalogue is long: the nearest fact first, then those of the same subject.
function likely(name: string): readonly string[] {
  const subject = name.split('.')[0];
  const names = [...CATALOGUE.keys()];
  const near = nearestWord(name, names);
  return [...new Set([...(near ? [near] : []), ...names.filter((one) => one.split('.')[0] === subject), ...names])];
}

function fits(fact: Fact): readonly OperatorWord[] {
  return (Object.keys(OPERATORS) as OperatorWord[]).filter(
    (word) => OPERATORS[word].some((type) => type === fact.type) && (word !== 'under' || fact.taxonomy !== undefined),
  );
}

function placesOf(condition: Condition, place: Place): readonly Place[] {
  return condition.kind === 'any' ? condition.of.map(() => place) : [place];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shapeOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  return Array.isArray(value)
    ? 'a list'
    : value === null
      ? 'nothing'
      : typeof value === 'object'
        ? 'a mapping'
        : `'${String(value).slice(0, 60)}'`;
}
