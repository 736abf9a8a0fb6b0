import { generalisationError } from './generalisation.errors.js';

/** What a k-anonymous release must reach. */
export interface Targets {
  /** The fewest people who share their generalised quasi-identifiers and their segment. */
  readonly k: number;
  /** The fewest segments in a class of equal generalised quasi-identifiers. */
  readonly l: number;
  /** The largest distance of the segments of a class from those of everybody (equal distance); null for none. */
  readonly t: number | null;
  /** The largest share of people who may be left out, 0 to 1. */
  readonly suppressionMax: number;
}

/** Throws TARGETS_INVALID for targets outside their ranges. */
export function assertTargets({ k, l, t, suppressionMax }: Targets): void {
  const whole = (value: number) => Number.isSafeInteger(value) && value >= 1;
  const share = (value: number) => value >= 0 && value <= 1;
  if (whole(k) && whole(l) && (t === null || share(t)) && share(suppressionMax)) return;
  throw generalisationError('TARGETS_INVALID', {
    found: 'targets outside their ranges',
    expected: 'k and l whole numbers from 1; t and suppressionMax from 0 to 1',
    next: 'Mend the targets of the request or of the disclosure policy.',
  });
}

/**
 * Whether coarser classes can only do better. k and the number of segments rise when classes join. The distance of
 * segments does too while nobody is left out; once somebody is, a class that kept its distance may lose it by joining
 * one that did not.
 */
export function isMonotone({ t, suppressionMax }: Targets): boolean {
  return t === null || suppressionMax === 0;
}
