import type { AssignedRows } from '../../engines/index.js';
import { WORD_PATTERN } from '../../registers/plugins/index.js';
import { segmentationError } from './segmentation.errors.js';

const WORD = new RegExp(WORD_PATTERN);

/**
 * Refuses names of segments made outside that are no words, or that few people bear: names go into reports and the log,
 * and a name for one person may be that person's. Throws `LABELS_NAMES`.
 */
export function assertOutsideNames({ segments }: Pick<AssignedRows, 'segments'>, cellSizeMin: number): void {
  const strange = segments.filter(({ name }) => !WORD.test(name)).length;
  if (strange > 0) {
    throw segmentationError('LABELS_NAMES', {
      found: `${strange} names of segments that are no words`,
      expected: 'a letter or digit, then letters, digits, blanks, dots, dashes or underscores, 64 at most',
      next: 'Rename the segments in the file of labels.',
    });
  }
  const rare = segments.filter(({ rows }) => rows < cellSizeMin).length;
  if (rare === 0) return;
  throw segmentationError('LABELS_NAMES', {
    found: `${rare} of ${segments.length} segments with fewer than ${cellSizeMin} people of this run`,
    expected: 'names that no few people can be told by',
    next: 'Merge or leave out these segments in the file of labels.',
  });
}
