import { isUnder } from '../../taxonomy/index.js';
import type { FidesManifest, FidesMatch, FidesRule } from './fides.schema.js';
import { fidesColumns } from './fides-columns.js';

/** A rule of a manifest that a declaration breaks, by itself or through a dataset that it refers to. */
export interface FidesViolation {
  readonly policy: string;
  readonly rule: string;
  readonly system: string;
  /** The dataset and column whose categories broke the rule; null for the declaration itself. */
  readonly column: string | null;
}

interface Declared {
  readonly categories: readonly string[];
  readonly uses: readonly string[];
  readonly subjects: readonly string[];
  readonly system: string;
  readonly column: string | null;
}

/**
 * The violations among the policies and systems of one manifest. A rule describes a combination that is forbidden: it
 * is broken when all three of its parts match; keys match everything below them.
 */
export function violationsOf(manifest: FidesManifest): readonly FidesViolation[] {
  const declared = (manifest.system ?? []).flatMap((system) => declarationsOf(manifest, system));
  return (manifest.policy ?? []).flatMap((policy) =>
    policy.rules.flatMap((rule) =>
      declared
        .filter((one) => breaks(rule, one))
        .map(({ system, column }) => ({ policy: policy.fides_key, rule: rule.name, system, column })),
    ),
  );
}

function declarationsOf(
  manifest: FidesManifest,
  { fides_key: system, privacy_declarations }: NonNullable<FidesManifest['system']>[number],
): readonly Declared[] {
  return privacy_declarations.flatMap((declaration) => {
    const asked = { uses: [declaration.data_use], subjects: declaration.data_subjects ?? [], system };
    const columns = (declaration.dataset_references ?? []).flatMap((key) => columnsOf(manifest, key));
    return [
      { ...asked, categories: declaration.data_categories, column: null },
      ...columns.map(({ column, categories }) => ({ ...asked, categories, column })),
    ];
  });
}

function columnsOf({ dataset = [] }: FidesManifest, key: string) {
  return dataset.flatMap((one, at) =>
    one.fides_key !== key
      ? []
      : one.collections.flatMap((collection, index) =>
          fidesColumns({ dataset: one, collection }, { dataset: at, collection: index })
            .filter(({ categories }) => categories.length > 0)
            .map(({ name, categories }) => ({
              column: `${key}.${collection.name}.${name}`,
              categories: categories.map((category) => category.key),
            })),
        ),
  );
}

function breaks(rule: FidesRule, { categories, uses, subjects }: Declared): boolean {
  return (
    matches(rule.data_categories, categories) && matches(rule.data_uses, uses) && matches(rule.data_subjects, subjects)
  );
}

function matches({ matches: how, values }: FidesMatch, declared: readonly string[]): boolean {
  const listed = (key: string) => values.some((value) => isUnder(key, value));
  switch (how) {
    case 'ANY':
      return declared.some(listed);
    case 'ALL':
      return declared.length > 0 && declared.every(listed);
    case 'NONE':
      return !declared.some(listed);
    case 'OTHER':
      return declared.some((key) => !listed(key));
  }
}
