import { type DocumentPath, nearestWord } from '../../../documents/index.js';
import type { AuthoredCondition } from '../../../registers/policies/index.js';
import { findingAt, type LintRule, type RuleFinding } from '../lint-rule.js';
import type { LintedPolicy } from '../lint-world.js';

export const unregisteredColumn: LintRule = {
  name: 'unregistered-column',
  level: 'warn',
  title: 'A condition asks for a column by a name that no dataset has.',
  why: 'Nobody can ask for such a column, so the test is false for every request: a prohibition of it never bites, and a grant never holds.',
  find: ({ policies, datasets }) => {
    const known = new Set(datasets.flatMap(({ columns }) => columns.map(({ name }) => name)));
    // Without a dataset nothing is known of columns, and a set of policies may be written before the first one.
    return known.size === 0 ? [] : policies.flatMap((one) => unknownIn(one, [...known].sort()));
  },
};

function unknownIn({ rule, policy, document }: LintedPolicy, known: readonly string[]): readonly RuleFinding[] {
  const { when } = policy.spec;
  const named = when ? columnsIn(when, ['spec', 'when']) : [];
  return named.flatMap(({ path, name }) => {
    if (known.includes(name)) return [];
    const nearest = nearestWord(name, known);
    const found = `'${name.slice(0, 80)}', a column of no registered dataset`;
    const expected = 'the name of a column that a dataset declares';
    const finding = findingAt(document, path, { kind: 'policy', name: rule.id, found, expected });
    return [nearest === undefined ? finding : { ...finding, nearest }];
  });
}

interface NamedColumn {
  readonly path: DocumentPath;
  readonly name: string;
}

function columnsIn(node: AuthoredCondition, path: DocumentPath): readonly NamedColumn[] {
  if ('not' in node) return columnsIn(node.not, [...path, 'not']);
  if ('all' in node) return node.all.flatMap((part, at) => columnsIn(part, [...path, 'all', at]));
  if ('any' in node) return node.any.flatMap((part, at) => columnsIn(part, [...path, 'any', at]));
  if (node.fact !== 'columns.names') return [];
  // A constant of a legal profile stands there as well; none of them names columns.
  return 'has' in node && typeof node.has === 'string' ? [{ path: [...path, 'has'], name: node.has }] : [];
}
