import { defineMeasure } from '../measure.js';
import { BenefitResultSchema } from './benefit-result.schema.js';
import { type BenefitOptions, type BenefitTable, judgeBenefit } from './judge-benefit.js';

export const benefitVerdictMeasure = defineMeasure({
  name: 'benefit-verdict',
  title: 'Mean benefit against the limits, with evidence',
  needs: 'trait tables, benefits and limits',
  direction: 'no-direction',
  resultSchema: BenefitResultSchema,
  measure: ({ tables, options }: { tables: readonly BenefitTable[]; options: BenefitOptions }) =>
    judgeBenefit(tables, options),
});
