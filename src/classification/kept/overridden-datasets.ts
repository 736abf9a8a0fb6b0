import { DocumentError, registerOf } from '../../documents/index.js';
import type { Dataset, DatasetRegister } from '../../registers/datasets/index.js';
import type { Taxonomy } from '../../registers/taxonomy/index.js';
import type { Override } from './classification.schema.js';
import { readClassification } from './kept-classification.js';

/**
 * The datasets with the categories that people said of their columns. The digest of the register names them too, so that
 * an override, also one written by hand, is recorded with the load. Throws a DocumentError with all mistakes.
 */
export function overriddenDatasets(datasets: DatasetRegister, taxonomy: Taxonomy): DatasetRegister {
  const mistakes: DocumentError['diagnostics'][number][] = [];
  const read = [...datasets.values()].map((dataset) => {
    try {
      const kept = readClassification(dataset, datasets.files.get(dataset.name) as string, taxonomy);
      return overridden(dataset, kept?.overrides ?? []);
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      mistakes.push(...error.diagnostics);
      return dataset;
    }
  });
  const register = registerOf(read, mistakes);
  return Object.freeze(Object.assign(new Map(register), { digest: register.digest, files: datasets.files }));
}

function overridden(dataset: Dataset, overrides: readonly Override[]): Dataset {
  if (overrides.length === 0) return dataset;
  // The last word on a column counts.
  const said = new Map(overrides.map(({ column, categories }) => [column, categories]));
  const withSaid = <C extends { readonly name: string }>(column: C): C => ({
    ...column,
    ...(said.has(column.name) ? { categories: said.get(column.name) } : {}),
  });
  const { columns, events, unclassified } = dataset;
  return {
    ...dataset,
    columns: columns.map(withSaid),
    ...(events ? { events: events.map((one) => ({ ...one, perSubject: one.perSubject.map(withSaid) })) } : {}),
    ...(unclassified ? { unclassified: unclassified.map(withSaid) } : {}),
  };
}
