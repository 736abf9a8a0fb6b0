export { analyticGaussianSigma, type GaussianAsk, gaussianDelta } from './gaussian-calibration.js';
export { keyThreshold, laplaceThreshold } from './key-threshold.js';
export { halfWidth95, type Loss, type Noise, noiseFor, withNoise } from './mechanism.js';
export {
  EPSILON_UNIT,
  epsilonOfRho,
  epsilonWithinRho,
  RHO_UNIT,
  rhoOfEpsilon,
  rhoOfEpsilonDelta,
} from './privacy-loss.js';
export { type FillBytes, RandomBits, systemBits } from './random-bits.js';
