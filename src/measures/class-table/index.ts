export {
  type ClassTable,
  classCountOf,
  classTable,
  type EqualityClass,
  peopleOf,
  segmentTotals,
  withSegmentKnown,
} from './class-table.js';
export { largestOver, type Shares, sharesOf } from './shares.js';
