export {
  type HiddenCells,
  hideSmallCells,
  hideSmallSegments,
  minimumCellMeasure,
  type Place,
  recoverable,
} from './minimum-cell.js';
