import { stepUp, supportOf, type Urn } from './hypergeometric.js';

/** Tables whose probability is the observed one up to rounding count as equally likely. */
const TIE = Math.log1p(1e-7);

/** Terms below this share of their sum no longer change it. */
const NEGLIGIBLE = 1e-18;

/**
 * Two-sided p of a 2 x 2 table (Fisher 1935): the sum over all tables with the same margins that are at most as likely
 * as the observed one, within a factor of 1 + 1e-7. Logarithms of probabilities are taken relative to the likeliest
 * table, so counts of millions keep their digits. Arguments are the two counts of the first column and the row totals.
 */
export function fisherExact(first: number, second: number, firstTotal: number, secondTotal: number): number {
  const urn = { marked: firstTotal, others: secondTotal, drawn: first + second };
  const { least, most, mode } = supportOf(urn);
  if (first === mode) return 1;
  const total = 1 + tail(urn, mode, most) + tail(urn, mode, least);
  const direction = first < mode ? least : most;
  const observed = logWeight(urn, mode, first);
  const near = Math.exp(observed) * (1 + tail(urn, first, direction));
  const opposite = direction === least ? most : least;
  return Math.min(1, (near + farTail(urn, { mode, opposite, limit: observed + TIE })) / total);
}

/** Tables on the other side of the likeliest one, from the first that is at most as likely as the limit. */
function farTail(urn: Urn, { mode, opposite, limit }: { mode: number; opposite: number; limit: number }): number {
  const step = Math.sign(opposite - mode);
  let log = 0;
  for (let k = mode; ; k += step) {
    if (log <= limit) return Math.exp(log) * (1 + tail(urn, k, opposite));
    if (k === opposite) return 0;
    log += logStep(urn, k, step);
  }
}

/** Sum of weights beyond k towards an end, relative to the weight at k. */
function tail(urn: Urn, from: number, end: number): number {
  const step = Math.sign(end - from);
  let weight = 1;
  let sum = 0;
  for (let k = from; k !== end && weight > (1 + sum) * NEGLIGIBLE; k += step) {
    weight *= step > 0 ? stepUp(urn, k) : 1 / stepUp(urn, k - 1);
    sum += weight;
  }
  return sum;
}

function logWeight(urn: Urn, mode: number, at: number): number {
  const step = Math.sign(at - mode);
  let log = 0;
  for (let k = mode; k !== at; k += step) log += logStep(urn, k, step);
  return log;
}

function logStep(urn: Urn, k: number, step: number): number {
  return step > 0 ? Math.log(stepUp(urn, k)) : -Math.log(stepUp(urn, k - 1));
}
