import { defineMeasure } from '../measure.js';
import { FairnessResultSchema } from './fairness-result.schema.js';
import { type FairnessOptions, judgeFairness, type TraitTable } from './judge-fairness.js';

export const ratioVerdictMeasure = defineMeasure({
  name: 'ratio-verdict',
  title: 'Ratio of rates against the threshold, with evidence',
  needs: 'trait tables and thresholds',
  direction: 'higher-is-better',
  resultSchema: FairnessResultSchema,
  measure: ({ tables, options }: { tables: readonly TraitTable[]; options: FairnessOptions }) =>
    judgeFairness(tables, options),
});
