import type { DocumentPath } from '../../documents/index.js';
import type { Policy } from '../../registers/policies/index.js';
import { type ConditionNode, conditionNodes } from '../condition-nodes.js';
import { longer } from './longer.js';
import type { Mutation } from './mutation.js';

/** Mistakes in a condition: a test turned round, a group that asks for the other, a bound beside where it belongs. */
export function conditionMutations({ spec }: Policy): readonly Mutation[] {
  return conditionNodes(spec.when, ['spec', 'when']).flatMap(nodeMutations);
}

function nodeMutations(node: ConditionNode): readonly Mutation[] {
  switch (node.kind) {
    case 'leaf':
      return leafMutations(node);
    case 'all':
    case 'any':
      return swapped(node, node.kind);
    case 'not':
      return [];
  }
}

type Node = Readonly<Record<string, unknown>>;

function leafMutations({ path, node }: ConditionNode): readonly Mutation[] {
  const leaf = node as Node;
  const negated: Mutation = { operator: 'negate-leaf', path, change: `${textOf(leaf)} was negated`, to: { not: leaf } };
  return [negated, ...boundaries(leaf, path), ...durations(leaf, path)];
}

// A group of one asks for the same either way.
function swapped({ path, node }: ConditionNode, kind: 'all' | 'any'): readonly Mutation[] {
  const parts = (node as Node)[kind] as readonly unknown[];
  const other = kind === 'all' ? 'any' : 'all';
  if (parts.length < 2) return [];
  return [{ operator: 'swap-group', path, change: `${kind} became ${other}`, to: { [other]: parts } }];
}

const NEIGHBOURS = { lt: 'lte', lte: 'lt', gt: 'gte', gte: 'gt' } as const;

function boundaries(leaf: Node, path: DocumentPath): readonly Mutation[] {
  return Object.entries(NEIGHBOURS).flatMap(([word, neighbour]) => {
    const value = leaf[word];
    if (typeof value !== 'number') return [];
    const { [word]: _, ...rest } = leaf;
    const at = [...path, word];
    return [
      { operator: 'move-boundary', path, change: `${word} became ${neighbour}`, to: { ...rest, [neighbour]: value } },
      { operator: 'lower-threshold', path: at, change: `${value} became ${value - 1}`, to: value - 1 },
    ] as const;
  });
}

function durations(leaf: Node, path: DocumentPath): readonly Mutation[] {
  return (['olderThan', 'notOlderThan'] as const).flatMap((word) => {
    const value = leaf[word];
    return typeof value === 'string' ? longer([...path, word], value) : [];
  });
}

function textOf(leaf: Node): string {
  return Object.entries(leaf)
    .map(([key, value]) => (key === 'fact' ? String(value) : `${key} ${operandText(value)}`))
    .join(' ');
}

function operandText(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  const isReference = typeof value === 'object' && value !== null && 'constant' in value;
  return String(isReference ? value.constant : value);
}
