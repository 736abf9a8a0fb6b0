import type { Diagnostic, DocumentPath } from '../../../documents/index.js';
import { keyMistake, keyMistakes, keysOf, type Taxonomy } from '../../taxonomy/index.js';
import { fidesColumns } from './fides-columns.js';
import { type FidesViolation, violationsOf } from './fides-policies.js';
import { type ReadManifest, readManifest } from './read-manifest.js';

/** What a manifest is: four states, so that a broken file never looks like a broken rule. */
export type ManifestState =
  | { readonly kind: 'unreadable' | 'invalid'; readonly mistakes: readonly Diagnostic[] }
  | {
      readonly kind: 'violates';
      readonly violations: readonly FidesViolation[];
      /** Keys that the taxonomy does not have, which a violating manifest may hold too. */
      readonly mistakes: readonly Diagnostic[];
    }
  | { readonly kind: 'holds'; readonly notices: readonly Diagnostic[] };

/** Reads a manifest and judges it by the policies that stand in it. */
export function checkManifest(file: string, taxonomy: Taxonomy): ManifestState {
  const read = readManifest(file);
  if (read.kind !== 'manifest') return read;
  const mistakes = unknownKeys(read, extended(taxonomy, read));
  const violations = violationsOf(read.value);
  if (violations.length > 0) return { kind: 'violates', violations, mistakes };
  return mistakes.length > 0 ? { kind: 'invalid', mistakes } : { kind: 'holds', notices: read.notices };
}

type Manifest = Extract<ReadManifest, { kind: 'manifest' }>;

/** The taxonomy with the keys that a manifest brings along. */
export function extended(taxonomy: Taxonomy, { value }: Manifest): Taxonomy {
  const keys = (list: readonly { readonly fides_key: string }[] = []) => list.map(({ fides_key }) => fides_key);
  return {
    ...taxonomy,
    categories: keysOf(taxonomy.categories, keys(value.data_category)),
    uses: keysOf(taxonomy.uses, keys(value.data_use)),
    subjects: keysOf(taxonomy.subjects, keys(value.data_subject)),
  };
}

function unknownKeys(manifest: Manifest, taxonomy: Taxonomy): readonly Diagnostic[] {
  return [...datasetKeys(manifest, taxonomy), ...declarationKeys(manifest, taxonomy), ...ruleKeys(manifest, taxonomy)];
}

function datasetKeys({ document, value }: Manifest, taxonomy: Taxonomy): readonly Diagnostic[] {
  const placed = (value.dataset ?? []).flatMap((dataset, at) =>
    dataset.collections.flatMap((collection, index) =>
      fidesColumns({ dataset, collection }, { dataset: at, collection: index }).flatMap(({ categories }) => categories),
    ),
  );
  return placed.flatMap(({ key, path }) => keyMistake(document, path, key, { taxonomy, axis: 'categories' }));
}

function declarationKeys({ document, value }: Manifest, taxonomy: Taxonomy): readonly Diagnostic[] {
  return (value.system ?? []).flatMap((system, at) =>
    system.privacy_declarations.flatMap(({ data_categories, data_use, data_subjects }, index) => {
      const path: DocumentPath = ['system', at, 'privacy_declarations', index];
      return [
        ...keyMistakes(document, [...path, 'data_categories'], data_categories, { taxonomy, axis: 'categories' }),
        ...keyMistake(document, [...path, 'data_use'], data_use, { taxonomy, axis: 'uses' }),
        ...keyMistakes(document, [...path, 'data_subjects'], data_subjects ?? [], { taxonomy, axis: 'subjects' }),
      ];
    }),
  );
}

const RULE_AXES = { data_categories: 'categories', data_uses: 'uses', data_subjects: 'subjects' } as const;

function ruleKeys({ document, value }: Manifest, taxonomy: Taxonomy): readonly Diagnostic[] {
  return (value.policy ?? []).flatMap((policy, at) =>
    policy.rules.flatMap((rule, index) =>
      Object.entries(RULE_AXES).flatMap(([part, axis]) => {
        const { values } = rule[part as keyof typeof RULE_AXES];
        return keyMistakes(document, ['policy', at, 'rules', index, part, 'values'], values, { taxonomy, axis });
      }),
    ),
  );
}
