import { logFactorial } from './log-gamma.js';
import type { Random } from './random.js';

/** From here on an expected number is large enough for rejection, which costs the same for every number of people. */
const REJECTION_FROM = 10;

/** How many of `trials` succeed, each with the same chance. */
export function drawBinomial(trials: number, chance: number, random: Random): number {
  if (trials === 0 || chance <= 0) return 0;
  if (chance >= 1) return trials;
  if (chance > 0.5) return trials - drawBinomial(trials, 1 - chance, random);
  return trials * chance < REJECTION_FROM ? byInversion(trials, chance, random) : byRejection(trials, chance, random);
}

function byInversion(trials: number, chance: number, random: Random): number {
  const odds = chance / (1 - chance);
  let weight = Math.exp(trials * Math.log1p(-chance));
  let left = random();
  for (let count = 0; count < trials; count += 1) {
    if (left < weight) return count;
    left -= weight;
    weight *= (odds * (trials - count)) / (count + 1);
  }
  return trials;
}

/** The transformed rejection of Hörmann (1993, algorithm BTRS): exact, with 1.15 pairs of numbers on average. */
function byRejection(trials: number, chance: number, random: Random): number {
  const spread = Math.sqrt(trials * chance * (1 - chance));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * chance;
  const centre = trials * chance + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const mode = Math.floor((trials + 1) * chance);
  const logOdds = Math.log(chance / (1 - chance));
  const top = logFactorial(mode) + logFactorial(trials - mode);
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return count;
    if (count < 0 || count > trials) continue;
    const height = Math.log((v * alpha) / (a / (us * us) + b));
    const log = top - logFactorial(count) - logFactorial(trials - count) + (count - mode) * logOdds;
    if (height <= log) return count;
  }
}
