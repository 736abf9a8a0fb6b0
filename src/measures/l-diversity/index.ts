export { type LDiversity, lDiversity, lDiversityMeasure, recursiveAbove } from './l-diversity.js';
