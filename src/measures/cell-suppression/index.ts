export {
  cellSuppressionMeasure,
  type HiddenCells,
  hideSmallCells,
  hideSmallSegments,
  type Place,
  recoverable,
} from './cell-suppression.js';
