export {
  type Column,
  type ConsentSource,
  type Dataset,
  DatasetSchema,
  type DeclaredDataset,
  type Events,
  type EventTest,
  OverlaySchema,
  type PerSubject,
  type Source,
  type Stratum,
  type Trait,
  type UnclassifiedColumn,
} from './dataset.schema.js';
export { datasetSource, fileSource, formatOf, rowFacts } from './dataset-source.js';
export { DATASETS_ERRORS } from './datasets.errors.js';
export { checkManifest, type ManifestState } from './fides/check-manifest.js';
export type { FidesViolation } from './fides/fides-policies.js';
export { hierarchyOf } from './hierarchies.js';
export type { Draft, DraftColumn, ImportedDataset } from './import/draft.js';
export { importDataset } from './import/import-dataset.js';
export { draftFromFides, type ImportChoice } from './import/import-fides.js';
export { type DatasetRegister, loadDatasets, sourcesOf } from './load-datasets.js';
