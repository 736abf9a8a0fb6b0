import { twoSidedZ, wilsonInterval } from '../../measures/index.js';
import type { GivenHint } from '../names/index.js';
import type { Certainty, Evidence } from './column-finding.js';
import type { ColumnTallies, Tally } from './tally-values.js';

/** A detector that may name the column. */
export interface Candidate {
  readonly tally: Tally;
  readonly certainty: Extract<Certainty, 'certain' | 'likely'>;
  readonly share: number;
}

const Z = twoSidedZ(0.95);
/** From this share on, values prove what a column is; from the next one on, they speak for it. */
const PROOF = 0.8;
const SUPPORT = 0.5;
/** A check says something where more pass it than this multiple of chance. */
const ABOVE_CHANCE = 1.5;
/** Checks that pass more often say too little by themselves. */
const CHANCE_MAX = 0.12;
/** Distinct values that a check must have been put to before it proves a form without any other sign. */
const CHECKED_MIN = 20;

/** Whether so many values pass a check that chance does not explain it; by the lower end of the Wilson interval. */
export function isAboveChance({ detector, distinct }: Tally): boolean {
  if (distinct.valid === 0) return false;
  if (detector.chance === 0 || detector.chance >= 1) return true;
  const [low] = wilsonInterval({ count: distinct.valid, total: distinct.formed }, Z);
  return low > Math.min(0.95, detector.chance * ABOVE_CHANCE);
}

/** The detectors that may name the column, the best first. */
export function candidatesOf({ tallies, filled }: ColumnTallies, hint: GivenHint | null): readonly Candidate[] {
  const found = tallies.flatMap((tally): readonly Candidate[] => {
    const certainty = certaintyOf(tally, filled, hint);
    return certainty === null ? [] : [{ tally, certainty, share: tally.valid / filled }];
  });
  const rank = ({ certainty }: Candidate) => (certainty === 'certain' ? 0 : 1);
  const agrees = ({ tally }: Candidate) => (hint && isUnder(hint.hint.category, tally.detector.category) ? 0 : 1);
  return found.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      agrees(a) - agrees(b) ||
      b.share - a.share ||
      a.tally.detector.chance - b.tally.detector.chance,
  );
}

function certaintyOf(tally: Tally, filled: number, hint: GivenHint | null): Candidate['certainty'] | null {
  const { detector, proven, valid, formed, distinct } = tally;
  if (!isAboveChance(tally)) return null;
  const named = hint !== null && isUnder(hint.hint.category, detector.category);
  if (proven / filled >= PROOF && distinct.valid > 1) return detector.chance <= CHANCE_MAX ? 'certain' : 'likely';
  const [low] = wilsonInterval({ count: Math.round(proven), total: Math.round(filled) }, Z);
  if (low >= SUPPORT && distinct.valid > 1) return 'likely';
  if (named && valid / filled >= SUPPORT)
    return detector.chance <= CHANCE_MAX && valid / filled >= PROOF ? 'certain' : 'likely';
  const checked = detector.chance > 0 && detector.chance <= CHANCE_MAX && distinct.formed >= CHECKED_MIN;
  return checked && formed / filled >= PROOF && distinct.valid / distinct.formed >= 0.95 ? 'certain' : null;
}

function isUnder(category: string, above: string): boolean {
  return category === above || category.startsWith(`${above}.`);
}

/** Whether one category is the other, or lies below it. */
export function isAkin(one: string, other: string): boolean {
  return isUnder(one, other) || isUnder(other, one);
}

/**
 * What detectors took, by whole values or inside texts. Those that the name of the column speaks of, or that named it, say
 * also what counts only beside a word.
 */
export function valueEvidence({ tallies, filled }: ColumnTallies, asked: ReadonlySet<string>): readonly Evidence[] {
  return tallies.flatMap((tally): readonly Evidence[] => {
    const { detector, proven, valid, inside, distinct } = tally;
    const told = asked.has(detector.name);
    const whole = told ? valid : proven > 0 && isAboveChance(tally) ? proven : 0;
    const passing =
      detector.chance > 0 && detector.chance < 1
        ? { count: distinct.valid, of: distinct.formed, chance: detector.chance }
        : null;
    const said = {
      kind: 'values',
      detector: detector.name,
      title: detector.title,
      category: detector.category,
    } as const;
    return [
      ...(whole > 0 ? [{ ...said, where: 'whole' as const, ...prevalenceOf(whole, filled), passing }] : []),
      ...(inside > 0 ? [{ ...said, where: 'inside' as const, ...prevalenceOf(inside, filled), passing: null }] : []),
    ];
  });
}

/** The share of rows with its Wilson interval. */
export function prevalenceOf(rows: number, filled: number) {
  const count = Math.min(filled, Math.max(0, Math.round(rows)));
  return { prevalence: Math.min(1, rows / filled), interval: wilsonInterval({ count, total: filled }, Z) };
}
