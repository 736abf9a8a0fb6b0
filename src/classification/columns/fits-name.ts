import type { Fit } from '../names/index.js';
import type { ColumnTallies } from './tally-values.js';

/** Few values may differ from what a name promises: typing mistakes, and words for what is missing. */
const MOST = 0.8;
const HALF = 0.5;
/** Of a range hardly anything may lie outside. */
const NEARLY = 0.98;

/** Whether the values of a column look like what its name promises. An empty column fits nothing. */
export function fitsName({ tallies, filled, shapes }: ColumnTallies, fit: Fit): boolean {
  if (filled === 0) return false;
  switch (fit.kind) {
    case 'any':
      return true;
    case 'letters':
      return shapes.letters >= MOST;
    case 'words':
      return shapes.words >= MOST;
    case 'dates':
      return shapes.dates >= MOST;
    case 'number':
      return shapes.numbers === 1;
    case 'between':
      return shapes.numbers === 1 && shapes.between >= NEARLY;
    case 'detected':
      return tallies.some(({ detector, valid }) => fit.by.includes(detector.name) && valid / filled >= HALF);
  }
}
