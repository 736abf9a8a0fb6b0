export { type Association, association, associationMeasure } from './association.js';
