import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';

/** A class with the people of the sample, and how many of the population have its quasi-identifiers. */
export interface SampledClass {
  readonly sample: number;
  /** Counted or estimated (the sum of the sampling weights), at least `sample`. */
  readonly population: number;
}

/** What `individualRisk` gives. */
export const IndividualRiskSchema = Type.Object(
  {
    highest: Real,
    /** Mean over people. */
    peopleAverage: Real,
    /** Mean over classes. */
    classAverage: Real,
    /** People of the sample who would be found if each were looked for once. */
    expected: Type.Number({ minimum: 0 }),
  },
  closed,
);
export type IndividualRisk = Readonly<Static<typeof IndividualRiskSchema>>;

/** The chance that somebody of a sample is found, given how many of the population may look like them. */
export function individualRisk(classes: readonly SampledClass[]): IndividualRisk {
  const filled = classes.filter(({ sample }) => sample > 0);
  const risks = filled.map(riskOf);
  const people = filled.reduce((sum, { sample }) => sum + sample, 0);
  const expected = filled.reduce((sum, { sample }, at) => sum + sample * (risks[at] as number), 0);
  const none = filled.length === 0;
  return frozen({
    highest: none ? null : risks.reduce((most, risk) => Math.max(most, risk), 0),
    peopleAverage: none ? null : expected / people,
    classAverage: none ? null : risks.reduce((sum, risk) => sum + risk, 0) / filled.length,
    expected,
  });
}

/** Benedetti and Franconi's risk of one class; the mean of 1 / F when F given f is negative binomial. Throws COUNTS_INVALID. */
export function riskOf({ sample: f, population: F }: SampledClass): number {
  if (!Number.isSafeInteger(f) || f < 1 || !(F >= f) || !Number.isFinite(F)) throw invalid();
  const share = f / F;
  // Near the whole population the closed form for two is a difference of large numbers.
  if (1 - share < 1e-5) return 1 / f;
  const odds = share / (1 - share);
  // In closed form for few, where the approximation is worst; a risk is a chance, so it never exceeds 1.
  if (f === 1) return Math.min(1, odds * Math.log(1 / share));
  if (f === 2) return Math.min(1, odds - odds * odds * Math.log(1 / share));
  return Math.min(1, share / (f - (1 - share)));
}

function invalid() {
  return measuresError('COUNTS_INVALID', {
    found: 'a class with more people in the sample than in the population, or with none',
    expected: 'whole people in the sample, and at least as many in the population',
    where: 'classes',
    next: 'Count sample and population by the same quasi-identifiers.',
  });
}

export const individualRiskMeasure = defineMeasure({
  name: 'individual-risk',
  title: 'Chance of being found in a sample',
  needs: 'sample and population classes',
  direction: 'lower-is-better',
  resultSchema: IndividualRiskSchema,
  measure: individualRisk,
});
