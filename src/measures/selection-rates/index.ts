export { selectionRates, selectionRatesMeasure } from './selection-rates.js';
export type { SegmentDisparity, SelectionRate, SelectionRates } from './selection-rates.schema.js';
