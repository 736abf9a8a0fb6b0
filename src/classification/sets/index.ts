export { type ColumnSets, type ScoredSet, scoreColumnSets } from './column-sets.js';
