import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { closed, IntervalSchema, nullable, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';
import {
  clopperPearsonInterval,
  fisherExact,
  type Interval,
  katzInterval,
  logRatio,
  newcombeInterval,
  type Share,
  scoreDifferenceInterval,
  scoreRatioInterval,
  twoSidedZ,
  wilsonInterval,
} from '../statistics/index.js';

const RateSchema = nullable(
  Type.Object({ rate: Type.Number(), wilson: IntervalSchema, clopperPearson: IntervalSchema }, closed),
);

/** What `compareRates` gives; null where a group has nobody, or nobody of either is selected. */
export const RateComparisonSchema = Type.Object(
  {
    confidence: Type.Number(),
    first: RateSchema,
    second: RateSchema,
    difference: Real,
    newcombe: nullable(IntervalSchema),
    /** Miettinen and Nurminen. */
    scoreDifference: nullable(IntervalSchema),
    ratio: Real,
    katz: nullable(IntervalSchema),
    /** Miettinen and Nurminen; the upper end is null where no ratio is too large. */
    scoreRatio: nullable(Type.Tuple([Type.Number(), Real])),
    /** Two-sided, exact. */
    fisher: Real,
  },
  closed,
);
export type RateComparison = Readonly<Static<typeof RateComparisonSchema>>;

export interface TwoShares {
  readonly first: Share;
  readonly second: Share;
  readonly confidence?: number;
}

/** Two rates with every interval that there is for them, so that nobody must take one method's word. */
export function compareRates({ first, second, confidence = 0.95 }: TwoShares): RateComparison {
  refuse(first);
  refuse(second);
  const z = twoSidedZ(confidence);
  const rates = { first: rateOf(first, confidence, z), second: rateOf(second, confidence, z) };
  if (rates.first === null || rates.second === null) {
    return frozen({ confidence, ...rates, ...NO_DIFFERENCE, ...NO_RATIO, fisher: null });
  }
  return frozen({
    confidence,
    ...rates,
    difference: rates.first.rate - rates.second.rate,
    newcombe: ends(newcombeInterval(first, second, z)),
    scoreDifference: ends(scoreDifferenceInterval(first, second, z)),
    ...ratioOf(first, second, z),
    fisher: fisherExact(first.count, second.count, first.total, second.total),
  });
}

const NO_DIFFERENCE = { difference: null, newcombe: null, scoreDifference: null };
const NO_RATIO = { ratio: null, katz: null, scoreRatio: null };

function ratioOf(first: Share, second: Share, z: number) {
  const score = scoreRatioInterval(first, second, z);
  if (score === null) return NO_RATIO;
  const ratio = second.count === 0 ? null : first.count / first.total / (second.count / second.total);
  const scoreRatio: [number, number | null] = [...score];
  return { ratio, katz: ends(katzInterval(logRatio(first, second), z)), scoreRatio };
}

function rateOf(share: Share, confidence: number, z: number) {
  if (share.total === 0) return null;
  return {
    rate: share.count / share.total,
    wilson: ends(wilsonInterval(share, z)),
    clopperPearson: ends(clopperPearsonInterval(share, confidence)),
  };
}

function ends([low, high]: Interval): [number, number] {
  return [low, high];
}

function refuse({ count, total }: Share): void {
  if (Number.isSafeInteger(count) && Number.isSafeInteger(total) && count >= 0 && count <= total) return;
  throw measuresError('COUNTS_INVALID', {
    found: 'a count that is not of its total',
    expected: 'integers from 0, the count at most the total',
    where: 'rates',
    next: 'Count again from the prepared rows.',
  });
}

export const rateComparisonMeasure = defineMeasure({
  name: 'rate-comparison',
  title: 'Two rates with every interval',
  needs: 'two shares',
  direction: 'no-direction',
  resultSchema: RateComparisonSchema,
  measure: compareRates,
});
