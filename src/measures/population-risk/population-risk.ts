import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { closed, Real } from '../figures.schema.js';
import type { SampledClass } from '../individual-risk/index.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';

const Count = Type.Integer({ minimum: 0 });

/** What `populationRisk` gives. */
export const PopulationRiskSchema = Type.Object(
  {
    people: Count,
    population: Count,
    /** k-map: the fewest people of the population who look like somebody of the release; 0 without people. */
    kMap: Count,
    /** δ-presence: the smallest and largest share of a class of the population that is in the release. */
    presence: Type.Object({ least: Real, most: Real }, closed),
    /** Who does not know whether a person is in the release picks among the population: 1 / F. */
    journalist: Type.Object({ highest: Real, peopleAverage: Real, classAverage: Real }, closed),
    /** The share of the release that is expected to be matched rightly when all of it is matched with the population. */
    marketer: Real,
    /** People of the release who are alone in the population by their quasi-identifiers. */
    populationUniques: Count,
  },
  closed,
);
export type PopulationRisk = Readonly<Static<typeof PopulationRiskSchema>>;

/** What an outsider can do who has a table of the whole population; classes without people of the release count too. */
export function populationRisk(classes: readonly SampledClass[]): PopulationRisk {
  for (const one of classes) refuse(one);
  const known = classes.filter(({ population }) => population > 0);
  const released = known.filter(({ sample }) => sample > 0);
  const people = sumOver(released, ({ sample }) => sample);
  const matched = sumOver(released, ({ sample, population }) => sample / population);
  const kMap = released.reduce((least, { population }) => Math.min(least, population), Number.POSITIVE_INFINITY);
  const none = released.length === 0;
  const shares = known.map(({ sample, population }) => sample / population);
  return frozen({
    people,
    population: sumOver(known, ({ population }) => population),
    kMap: none ? 0 : kMap,
    presence: {
      least: known.length === 0 ? null : shares.reduce((least, share) => Math.min(least, share), 1),
      most: known.length === 0 ? null : shares.reduce((most, share) => Math.max(most, share), 0),
    },
    journalist: {
      highest: none ? null : 1 / kMap,
      peopleAverage: none ? null : matched / people,
      classAverage: none ? null : sumOver(released, ({ population }) => 1 / population) / released.length,
    },
    marketer: none ? null : matched / people,
    populationUniques: released.filter(({ population }) => population === 1).length,
  });
}

function sumOver(classes: readonly SampledClass[], of: (one: SampledClass) => number): number {
  return classes.reduce((sum, one) => sum + of(one), 0);
}

function refuse({ sample, population }: SampledClass): void {
  if (Number.isSafeInteger(sample) && Number.isSafeInteger(population) && sample >= 0 && population >= sample) return;
  throw measuresError('COUNTS_INVALID', {
    found: 'a class with more people in the release than in the population',
    expected: 'whole people, and every person of the release in the population',
    where: 'classes',
    next: 'Count release and population by the same quasi-identifiers.',
  });
}

export const populationRiskMeasure = defineMeasure({
  name: 'population-risk',
  title: 'Risk for who has a table of the population',
  needs: 'sample and population classes',
  direction: 'lower-is-better',
  resultSchema: PopulationRiskSchema,
  measure: populationRisk,
});
