export { type CountTable, countTable, type Margins, marginsOf, sumOf, withoutEmpty } from './count-table.js';
export { wholeCounts } from './whole-counts.js';
