export { type PopulationRisk, populationRisk, populationRiskMeasure } from './population-risk.js';
