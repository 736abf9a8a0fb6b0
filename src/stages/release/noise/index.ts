export { hiddenFigures, inWhole, type ToldUnderNoise, withoutFigures } from './hidden-figures.js';
export { type NoisePlan, noisePlan } from './noise-plan.js';
export { drawAnswer, type NoisyAnswer } from './noisy-answer.js';
export { type NoisyProfile, noisyProfile } from './noisy-profile.js';
