export { type EffectiveTable, effectiveSample, sampleWeightsMeasure, type WeightedTable } from './sample-weights.js';
