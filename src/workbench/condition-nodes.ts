import type { DocumentPath } from '../documents/index.js';
import type { AuthoredCondition } from '../registers/policies/index.js';

/** One node of a condition as it stands in a document. */
export interface ConditionNode {
  readonly path: DocumentPath;
  readonly kind: 'all' | 'any' | 'not' | 'leaf';
  readonly node: AuthoredCondition;
}

/** Every node of an authored condition with its path, depth first. */
export function conditionNodes(node: AuthoredCondition | undefined, path: DocumentPath): readonly ConditionNode[] {
  if (node === undefined) return [];
  if ('not' in node) return [{ path, kind: 'not', node }, ...conditionNodes(node.not, [...path, 'not'])];
  if ('all' in node) return [{ path, kind: 'all', node }, ...partsOf(node.all, [...path, 'all'])];
  if ('any' in node) return [{ path, kind: 'any', node }, ...partsOf(node.any, [...path, 'any'])];
  return [{ path, kind: 'leaf', node }];
}

function partsOf(parts: readonly AuthoredCondition[], path: DocumentPath): readonly ConditionNode[] {
  return parts.flatMap((part, at) => conditionNodes(part, [...path, at]));
}
