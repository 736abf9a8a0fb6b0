import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';
import { pitman } from './pitman.js';
import { slideNegativeBinomial } from './snb.js';
import { zayatz } from './zayatz.js';

/** How large the classes of a sample are, and which share of the population it is. */
export interface ClassSizes {
  readonly sizes: readonly { readonly size: number; readonly classes: number }[];
  /** Over 0, to 1. */
  readonly samplingFraction: number;
}

/** The same with its totals, for the models. */
export interface SizeCounts {
  readonly sizes: ClassSizes['sizes'];
  readonly people: number;
  readonly classes: number;
  readonly population: number;
}

/** What `populationUniqueness` gives: shares of the population, null where a model has no solution. */
export const PopulationUniquenessSchema = Type.Object(
  {
    population: Type.Integer({ minimum: 0 }),
    zayatz: Real,
    snb: Real,
    pitman: Real,
    /** The estimate that the rule of Dankar and others picks, and by which model. */
    dankar: Real,
    model: Type.Union([Type.Enum(['zayatz', 'snb', 'pitman', 'sample']), Type.Null()]),
  },
  closed,
);
export type PopulationUniqueness = Readonly<Static<typeof PopulationUniquenessSchema>>;

/** The share of the population that is estimated to be alone by quasi-identifiers, from a sample of it. */
export function populationUniqueness(asked: ClassSizes): PopulationUniqueness {
  const counts = countsOf(asked);
  const { people, population } = counts;
  const alone = counts.sizes.find(({ size }) => size === 1)?.classes ?? 0;
  if (people === 0) return frozen({ population, zayatz: null, snb: null, pitman: null, dankar: null, model: null });
  // Nobody is alone, or nobody else is there: the sample says all.
  if (alone === 0 || population === people) {
    const share = alone / people;
    return frozen({ population, zayatz: share, snb: share, pitman: share, dankar: share, model: 'sample' });
  }
  const found = { zayatz: zayatz(counts), snb: slideNegativeBinomial(counts), pitman: pitman(counts) };
  return frozen({ population, ...found, ...picked(found, asked.samplingFraction) });
}

type Estimates = Pick<PopulationUniqueness, 'zayatz' | 'snb' | 'pitman'>;

// Small samples: Pitman; larger ones: the smaller of the other two. Zayatz, which always has a solution, stands in.
function picked(
  { zayatz: z, snb, pitman: p }: Estimates,
  fraction: number,
): Pick<PopulationUniqueness, 'dankar' | 'model'> {
  if (fraction <= 0.1) return p === null ? { dankar: z, model: 'zayatz' } : { dankar: p, model: 'pitman' };
  return snb === null || (z !== null && z < snb) ? { dankar: z, model: 'zayatz' } : { dankar: snb, model: 'snb' };
}

function countsOf({ sizes, samplingFraction }: ClassSizes): SizeCounts {
  const whole = sizes.every(
    ({ size, classes }) => Number.isSafeInteger(size) && size >= 1 && Number.isSafeInteger(classes) && classes >= 0,
  );
  if (!whole || !(samplingFraction > 0 && samplingFraction <= 1)) {
    throw measuresError('MEASURE_OPTION_INVALID', {
      found: whole ? 'a sampling fraction outside its range' : 'a class size or a number of classes that is no count',
      expected: 'whole sizes from 1, and a sampling fraction over 0 and at most 1',
      where: 'sizes',
      next: 'Say which share of the population the sample is.',
    });
  }
  const people = sizes.reduce((sum, { size, classes }) => sum + size * classes, 0);
  const classes = sizes.reduce((sum, one) => sum + one.classes, 0);
  return { sizes, people, classes, population: Math.round(people / samplingFraction) };
}

export const populationUniquenessMeasure = defineMeasure({
  name: 'population-uniqueness',
  title: 'Share of the population that is alone by quasi-identifiers',
  needs: 'class sizes and a sampling fraction',
  direction: 'lower-is-better',
  resultSchema: PopulationUniquenessSchema,
  measure: populationUniqueness,
});
