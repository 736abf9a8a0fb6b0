export { type KAnonymity, kAnonymity, kAnonymityMeasure, withSegmentKnown } from './k-anonymity.js';
