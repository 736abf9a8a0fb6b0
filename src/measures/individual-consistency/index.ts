export {
  type GroupNeighbours,
  type IndividualConsistency,
  individualConsistency,
  individualConsistencyMeasure,
  type Neighbours,
} from './individual-consistency.js';
