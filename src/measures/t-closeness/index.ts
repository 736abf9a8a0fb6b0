export { type TCloseness, tCloseness, tClosenessMeasure } from './t-closeness.js';
