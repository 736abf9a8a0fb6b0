import type { PROVENANCES } from '../../conditions/index.js';
import { wordsOfName } from './name-words.js';

export type Provenance = (typeof PROVENANCES)[number];

/** Words of a name that say how a value came to be; the first list that has one decides. */
const WORDS: readonly (readonly [Provenance, readonly string[]])[] = [
  [
    'acquired',
    [
      'acxiom',
      'experian',
      'equifax',
      'appended',
      'append',
      'thirdparty',
      'vendor',
      'purchased',
      'enriched',
      'enrichment',
      'broker',
    ],
  ],
  [
    'inferred',
    [
      'score',
      'propensity',
      'predicted',
      'prediction',
      'inferred',
      'probability',
      'likelihood',
      'affinity',
      'interest',
      'segment',
      'cluster',
      'persona',
      'estimated',
      'ltv',
      'clv',
      'churn',
    ],
  ],
  [
    'derived',
    [
      'total',
      'sum',
      'avg',
      'average',
      'mean',
      'count',
      'max',
      'min',
      'ratio',
      'share',
      'days',
      'since',
      'band',
      'bucket',
      'range',
      'recency',
      'frequency',
      'monetary',
      'tenure',
      'age',
      'rank',
    ],
  ],
];

/** Categories that a person tells of themselves; what is left is observed. */
const DECLARED = [
  'user.name',
  'user.contact',
  'user.demographic',
  'user.government_id',
  'user.account',
  'user.job_title',
  'user.workplace',
  'user.financial',
  'user.privacy_preferences',
  'user.health_and_medical',
];

/** Where a column probably comes from, by the words of its name and by what it holds: a hint, never a finding. */
export function provenanceOf(name: string, category: string | null): Provenance {
  const words = new Set(wordsOfName(name));
  const told = WORDS.find(([, list]) => list.some((word) => words.has(word)));
  if (told) return told[0];
  return DECLARED.some((one) => category === one || category?.startsWith(`${one}.`)) ? 'declared' : 'observed';
}
