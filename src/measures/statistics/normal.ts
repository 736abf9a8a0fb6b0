import { lowerGamma, upperGamma } from './incomplete-gamma.js';

const ROOT_TWO_PI = 2.5066282746310002;
const STEPS_MAX = 8;

/** P(Z ≤ z) of a standard normal variable; both tails keep their relative accuracy. */
export function normalCdf(z: number): number {
  if (z < 0) return upperGamma(0.5, (z * z) / 2) / 2;
  return z < 1 ? 0.5 + lowerGamma(0.5, (z * z) / 2) / 2 : 1 - upperGamma(0.5, (z * z) / 2) / 2;
}

/** The z with P(Z ≤ z) = p: the approximation of Abramowitz and Stegun 26.2.23, then Halley steps on `normalCdf`. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  if (p > 0.5) return -lowerQuantile(1 - p);
  return p === 0.5 ? 0 : lowerQuantile(p);
}

function lowerQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let z = top / bottom - t;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const error = (normalCdf(z) - p) * ROOT_TWO_PI * Math.exp((z * z) / 2);
    const move = error / (1 + (z * error) / 2);
    if (!Number.isFinite(move)) break;
    z -= move;
    if (Math.abs(move) <= Math.abs(z) * Number.EPSILON) break;
  }
  return z;
}
