export { drawBinomial } from './binomial.js';
export { type BootstrapOptions, stratifiedBootstrap } from './bootstrap.js';
export { benjaminiHochberg, holm } from './corrections.js';
export { digamma } from './digamma.js';
export { fisherExact } from './fisher-exact.js';
export { drawMarked } from './hypergeometric.js';
export { incompleteBeta } from './incomplete-beta.js';
export { chiSquareSurvival, lowerGamma, upperGamma } from './incomplete-gamma.js';
export {
  clopperPearsonInterval,
  type Interval,
  katzInterval,
  type LogRatio,
  logRatio,
  newcombeInterval,
  type Share,
  twoSidedZ,
  wilsonInterval,
} from './intervals.js';
export { logGamma } from './log-gamma.js';
export { normalCdf, normalQuantile } from './normal.js';
export { type Random, seededRandom } from './random.js';
export { type RatioInterval, scoreDifferenceInterval, scoreRatioInterval } from './score-intervals.js';
