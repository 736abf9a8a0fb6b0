import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import type { CountTable } from '../count-table/index.js';
import { IntervalSchema, nullable } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';
import { type BootstrapOptions, stratifiedBootstrap } from '../statistics/index.js';
import { tableFigures } from './table-figures.js';

/** What `effectIntervals` gives; null where a figure is missing in a draw. */
export const EffectIntervalsSchema = Type.Object(
  {
    draws: Type.Integer({ minimum: 1 }),
    seed: Type.Integer({ minimum: 0 }),
    confidence: Type.Number(),
    cramerVCorrected: nullable(IntervalSchema),
    totalVariation: nullable(IntervalSchema),
    balance: nullable(IntervalSchema),
    epsilon: nullable(IntervalSchema),
  },
  { additionalProperties: false },
);
export type EffectIntervals = Readonly<Static<typeof EffectIntervalsSchema>>;

const DEFAULTS: BootstrapOptions = { seed: 0, draws: 1000, confidence: 0.95 };
const DRAWS_MIN = 1000;

/** Percentile intervals of the figures over a whole table, by a bootstrap within groups. Throws MEASURE_OPTION_INVALID. */
export function effectIntervals(table: CountTable, options: Partial<BootstrapOptions> = {}): EffectIntervals {
  const asked = { ...DEFAULTS, ...options };
  refuse(asked);
  const [cramerVCorrected = null, totalVariation = null, balance = null, epsilon = null] = stratifiedBootstrap(
    table.counts,
    (counts) => {
      const figures = tableFigures(counts);
      return [figures.cramerVCorrected, figures.totalVariation, figures.balance, figures.epsilon];
    },
    asked,
  ).map((interval): [number, number] | null => interval && [interval[0], interval[1]]);
  return frozen({ ...asked, cramerVCorrected, totalVariation, balance, epsilon });
}

function refuse({ draws, confidence }: BootstrapOptions): void {
  if (draws >= DRAWS_MIN && confidence > 0 && confidence < 1) return;
  throw measuresError('MEASURE_OPTION_INVALID', {
    found: `${draws} draws at a confidence of ${confidence}`,
    expected: `at least ${DRAWS_MIN} draws, and a confidence between 0 and 1`,
    where: 'bootstrap',
    next: 'Draw more often, or correct the confidence.',
  });
}

export const effectIntervalsMeasure = defineMeasure({
  name: 'effect-intervals',
  title: 'Intervals of the figures over a whole table',
  needs: 'group x segment counts',
  direction: 'no-direction',
  resultSchema: EffectIntervalsSchema,
  measure: (table: CountTable) => effectIntervals(table),
});
