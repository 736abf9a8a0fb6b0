export { type SpecialUniques, specialUniques, specialUniquesMeasure } from './special-uniques.js';
