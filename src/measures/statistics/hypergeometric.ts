import { logFactorial } from './log-gamma.js';
import type { Random } from './random.js';

/** An urn with marked balls among others, and how many balls are drawn without putting back. */
export interface Urn {
  readonly marked: number;
  readonly others: number;
  readonly drawn: number;
}

/** Fewest and most marked balls that can be drawn, and the likeliest number. */
export function supportOf({ marked, others, drawn }: Urn) {
  return {
    least: Math.max(0, drawn - others),
    most: Math.min(marked, drawn),
    mode: Math.floor(((drawn + 1) * (marked + 1)) / (marked + others + 2)),
  };
}

/** P(k + 1 marked) / P(k marked). */
export function stepUp({ marked, others, drawn }: Urn, k: number): number {
  return ((marked - k) * (drawn - k)) / ((k + 1) * (others - drawn + k + 1));
}

/** A random number of marked balls, found by walking outwards from the likeliest one. */
export function drawMarked(urn: Urn, random: Random): number {
  const { least, most, mode } = supportOf(urn);
  if (least === most) return least;
  let up = Math.exp(logProbability(urn, mode));
  let left = random() - up;
  let down = up;
  for (let step = 1; left >= 0; step += 1) {
    const [above, below] = [mode + step, mode - step];
    if (above > most && below < least) return mode;
    up = above > most ? 0 : up * stepUp(urn, above - 1);
    down = below < least ? 0 : down / stepUp(urn, below);
    left -= up;
    if (left < 0) return above;
    left -= down;
    if (left < 0) return below;
  }
  return mode;
}

function logProbability({ marked, others, drawn }: Urn, k: number): number {
  return logChoose(marked, k) + logChoose(others, drawn - k) - logChoose(marked + others, drawn);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
