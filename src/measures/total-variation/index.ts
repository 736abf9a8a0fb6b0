export { type TotalVariation, totalVariation, totalVariationMeasure } from './total-variation.js';
