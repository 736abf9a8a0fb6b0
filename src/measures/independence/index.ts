export { type Independence, type IndependenceOptions, independenceMeasure, testIndependence } from './independence.js';
