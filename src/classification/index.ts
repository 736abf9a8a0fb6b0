export { CLASSIFICATION_ERRORS } from './classification.errors.js';
export { type ClassifiedSource, type ClassifyAsk, classifySource } from './classify-source.js';
export {
  CERTAINTIES,
  type Certainty,
  type ColumnFinding,
  type Evidence,
  percent,
  type Severity,
} from './columns/index.js';
export { DETECTORS, type Detector } from './detectors/index.js';
export { type DraftAsk, draftDataset, type ManifestField } from './draft/index.js';
export {
  type Classification,
  classificationFile,
  classificationText,
  columnNames,
  comparedWithKept,
  foundOf,
  type KeptColumn,
  overriddenDatasets,
  readClassification,
} from './kept/index.js';
export { rulesDigest } from './rules-digest.js';
export type { ColumnSets, ScoredSet } from './sets/index.js';
export { specialCategoriesOf } from './special-categories.js';
export { type DeclaredSource, declaredSources, type Standing, type StandingColumn } from './standing/index.js';
export { findInText, type TextHit } from './text/index.js';
