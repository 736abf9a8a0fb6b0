import type { SurveyedColumn, SurveyedStratum } from '../../engines/index.js';
import { DETECTORS, type Detector } from '../detectors/index.js';
import type { Fit } from '../names/index.js';
import { findInText } from '../text/index.js';

/** What one detector took of a column. Shares are of the rows that have a value; values are counted, never kept. */
export interface Tally {
  readonly detector: Detector;
  /** Rows whose whole value has the form, passes its check and needs no word beside it. */
  readonly proven: number;
  /** Rows whose whole value has the form and passes its check. */
  readonly valid: number;
  /** Rows with the form, whether the check passes or not. */
  readonly formed: number;
  /** Rows that have one inside a longer value. */
  readonly inside: number;
  /** The same by distinct values, for a check is put to a value once however often it stands there. */
  readonly distinct: { readonly valid: number; readonly formed: number };
}

export interface ColumnTallies {
  /** Only those that took something. */
  readonly tallies: readonly Tally[];
  /** Rows that were looked at, and how many there are. */
  readonly looked: number;
  readonly filled: number;
  readonly shapes: Shapes;
}

/** Shares of rows by what their values look like. */
export interface Shapes {
  readonly letters: number;
  readonly words: number;
  readonly dates: number;
  readonly numbers: number;
  /** Numbers within the range that the name promises; 0 where it promises none. */
  readonly between: number;
}

/** Shorter values are no text in which something may stand. */
const TEXT_MIN = 9;

const LETTERS = /^[\p{L}\p{M}][\p{L}\p{M} .,'’()/-]{0,99}$/u;
const NUMBER = /^[+-]?\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?$/i;
const DATE =
  /^\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:[T ]|$)|^\d{1,2}[-./ ](?:\d{1,2}|[A-Za-z]{3})[-./ ]\d{2,4}(?: |$)|^\d{8}$/;

/** Puts every chosen value to every detector, weighs each stratum by its rows, and keeps counts alone. */
export function tallyColumn({ strata, filled, type }: SurveyedColumn, fit: Fit | null): ColumnTallies {
  const counts = new Map<Detector, Mutable>();
  const shapes = { letters: 0, words: 0, dates: 0, numbers: 0, between: 0 };
  let looked = 0;
  for (const stratum of strata) {
    const weight = weightOf(stratum);
    for (const { text, rows } of stratum.values) {
      looked += rows;
      countShape(shapes, { text, fit }, rows * weight);
      if (!isPlain(type)) countValue(counts, text, rows * weight);
    }
  }
  const share = (count: number) => (filled === 0 ? 0 : Math.min(1, count / filled));
  const { letters, words, dates, numbers, between } = shapes;
  const shared = {
    letters: share(letters),
    words: share(words),
    numbers: nearly(share(numbers)),
    between: share(between),
  };
  const isDay = type === 'date' || type === 'timestamp';
  // In the order of the detectors, so that the order of values decides nothing.
  const tallies = DETECTORS.flatMap((detector) => {
    const count = counts.get(detector);
    return count ? [{ detector, ...count }] : [];
  });
  return { tallies, looked, filled, shapes: { ...shared, dates: isDay ? 1 : share(dates) } };
}

// A day and a truth value are what they are.
function isPlain(type: SurveyedColumn['type']): boolean {
  return type === 'date' || type === 'timestamp' || type === 'boolean';
}

/** Weights of strata are fractions: a sum that differs from all by its last bits alone is all. */
function nearly(share: number): number {
  return share > 1 - 1e-9 ? 1 : share;
}

interface Mutable {
  proven: number;
  valid: number;
  formed: number;
  inside: number;
  readonly distinct: { valid: number; formed: number };
}

/** How many rows of the source one looked-at row of a stratum stands for. */
function weightOf({ rows, values }: SurveyedStratum): number {
  return rows / values.reduce((sum, value) => sum + value.rows, 0);
}

function countValue(counts: Map<Detector, Mutable>, text: string, rows: number): void {
  let proven = false;
  for (const detector of DETECTORS) {
    if (!detector.sign.test(text) || !detector.whole.test(text)) continue;
    const count = countOf(counts, detector);
    count.formed += rows;
    count.distinct.formed += 1;
    if (!detector.isValid(text)) continue;
    count.valid += rows;
    count.distinct.valid += 1;
    if (detector.needsContext(text)) continue;
    count.proven += rows;
    proven = true;
  }
  if (proven || text.length < TEXT_MIN) return;
  for (const detector of new Set(foundWithin(text))) countOf(counts, detector).inside += rows;
}

// Long texts hold many digits: one check digit among them needs a word beside it.
function foundWithin(text: string): readonly Detector[] {
  const sure = findInText(text).filter(({ detector, proven, told }) => proven && (told || detector.chance < 0.05));
  return sure.map(({ detector }) => detector);
}

function countOf(counts: Map<Detector, Mutable>, detector: Detector): Mutable {
  const count = counts.get(detector) ?? {
    proven: 0,
    valid: 0,
    formed: 0,
    inside: 0,
    distinct: { valid: 0, formed: 0 },
  };
  counts.set(detector, count);
  return count;
}

function countShape(
  shapes: { -readonly [Name in keyof Shapes]: number },
  { text, fit }: { readonly text: string; readonly fit: Fit | null },
  rows: number,
): void {
  if (LETTERS.test(text)) shapes.letters += rows;
  if (/\p{L}/u.test(text)) shapes.words += rows;
  if (DATE.test(text)) shapes.dates += rows;
  if (!NUMBER.test(text)) return;
  shapes.numbers += rows;
  if (fit?.kind === 'between' && Number(text) >= fit.from && Number(text) <= fit.to) shapes.between += rows;
}
