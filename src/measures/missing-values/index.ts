export { type MissingValues, missingValues, missingValuesMeasure } from './missing-values.js';
