export type { Classification, Override } from './classification.schema.js';
export { classificationText } from './classification-text.js';
export { type Change, comparedWithKept, foundOf, type KeptColumn } from './compare-kept.js';
export { classificationFile, columnNames, readClassification } from './kept-classification.js';
export { overriddenDatasets } from './overridden-datasets.js';
