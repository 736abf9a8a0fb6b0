export { type KAnonymity, kAnonymity, kAnonymityMeasure } from './k-anonymity.js';
