export {
  type ClassTable,
  classCountOf,
  classTable,
  type EqualityClass,
  peopleOf,
  segmentTotals,
} from './class-table.js';
