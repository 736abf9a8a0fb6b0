export { type Discernibility, discernibility, discernibilityMeasure } from './discernibility.js';
