export { type BetaLikeness, betaLikeness, betaLikenessMeasure } from './beta-likeness.js';
