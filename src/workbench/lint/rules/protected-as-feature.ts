import { constantsAt } from '../../../registers/legal-profiles/index.js';
import { findingAt, type LintRule, type RuleFinding } from '../lint-rule.js';
import type { LintedColumn, LintedDataset, LintWorld } from '../lint-world.js';

export const protectedAsFeature: LintRule = {
  name: 'protected-as-feature',
  level: 'error',
  title: 'A column that tells a protected trait has the role of a feature.',
  why: 'A plugin would sort people by the very trait whose groups fairness compares; for credit the law forbids it outright.',
  find: (world) =>
    world.datasets.flatMap((one) =>
      one.columns.filter(({ roles }) => roles.includes('feature')).flatMap((column) => protectedBy(world, one, column)),
    ),
};

function protectedBy(world: LintWorld, one: LintedDataset, column: LintedColumn): readonly RuleFinding[] {
  const reason = reasonOf(world, one, column);
  if (!reason) return [];
  const said = { kind: 'dataset', name: one.name, part: column.name } as const;
  const found = `the feature '${column.name}', ${reason}`;
  return [findingAt(one.document, [...column.path, 'roles'], { ...said, found, expected: 'no role of a feature' })];
}

function reasonOf(world: LintWorld, { dataset }: LintedDataset, column: LintedColumn): string | undefined {
  if (column.roles.includes('protected')) return 'which is protected as well';
  if (dataset.regime !== 'credit') return undefined;
  const basis = prohibitedBases(world).find(({ keys }) => column.categories.some((one) => keys.some(isAbove(one))));
  return basis && `a prohibited basis under ${basis.article}`;
}

function prohibitedBases({ legalProfiles, now }: LintWorld) {
  return [...legalProfiles.values()]
    .flatMap((profile) => constantsAt(profile, now))
    .filter(({ name }) => name === 'prohibitedBases')
    .map(({ article, value }) => ({ article, keys: Array.isArray(value) ? value : [] }));
}

function isAbove(category: string): (key: string) => boolean {
  return (key) => category === key || category.startsWith(`${key}.`);
}
