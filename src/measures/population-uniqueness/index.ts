export {
  type ClassSizes,
  type PopulationUniqueness,
  populationUniqueness,
  populationUniquenessMeasure,
} from './population-uniqueness.js';
