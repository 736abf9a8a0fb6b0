export { type Homogeneity, homogeneity, homogeneityMeasure } from './homogeneity.js';
