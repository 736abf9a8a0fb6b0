import type { Rule } from '../../../registers/policies/index.js';
import { hasEnded } from '../condition-parts.js';
import { findingAt, type LintRule, type RuleFinding } from '../lint-rule.js';
import type { LintedColumn, LintedDataset } from '../lint-world.js';

export const columnNeverGranted: LintRule = {
  name: 'column-never-granted',
  level: 'warn',
  needs: 'every policy',
  title: 'No grant covers the categories of a feature column.',
  why: 'Every run that asks for the column is denied, so the column is held for nothing, or a grant lacks a category.',
  find: ({ datasets, policies, now }) => {
    const grants = policies.map(({ rule }) => rule).filter((rule) => rule.effect === 'grant' && !hasEnded(rule, now));
    return datasets.flatMap((one) => {
      const here = grants.filter((grant) => grant.datasets === '*' || grant.datasets.includes(one.name));
      return one.columns
        .filter(({ roles }) => roles.includes('feature'))
        .flatMap((column) => uncovered(one, column, here));
    });
  },
};

function uncovered({ name, document }: LintedDataset, column: LintedColumn, grants: readonly Rule[]): RuleFinding[] {
  const missing = column.categories.find((category) => !grants.some((grant) => covers(grant, category)));
  if (missing === undefined) return [];
  const found = `the column '${column.name}' of ${missing}, which no grant covers`;
  const expected = 'a grant of its categories, or no such column';
  return [findingAt(document, [...column.path, 'name'], { kind: 'dataset', name, found, expected, part: column.name })];
}

function covers({ categories }: Rule, category: string): boolean {
  return categories === '*' || categories.some((key) => category === key || category.startsWith(`${key}.`));
}
