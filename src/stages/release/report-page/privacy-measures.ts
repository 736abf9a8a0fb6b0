import { countText, figureText, shareText } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { shownOrUnder } from './wording.js';

type Privacy = NonNullable<SegmentationReport['privacy']>;
type Limits = SegmentationReport['limits'];

/** One figure as people read it. */
export interface Measure {
  readonly name: string;
  readonly value: string;
  readonly limit: string;
  readonly says: string;
}

/** Figures of how few people look alike. */
export function singledOut(privacy: Privacy, limits: Limits): readonly Measure[] {
  return [
    measure('k', countText(privacy.k), 'the size of the smallest group of people who look alike', least(limits.kMin)),
    measure(
      'k with the segment',
      countText(privacy.kWithSegment),
      'the same, for an outsider who also knows the released segment',
      least(limits.kWithSegmentMin),
    ),
    measure('Unique people', shownOrUnder(privacy.uniques, limits.cellSizeMin), 'people who look like nobody else'),
    measure('Highest risk', share(privacy.highestRisk), 'the chance of naming somebody of the smallest group'),
    measure('Average risk', share(privacy.averageRisk), 'that chance for an average person'),
    measure('Above one in five', share(privacy.shareAbove), 'people of groups of four or fewer'),
    measure('Average over groups', share(privacy.classAverageRisk), 'the same, where each group counts once'),
  ];
}

/** Figures of what a group gives away about its people, however large it is. */
export function givenAway(privacy: Privacy, limits: Limits): readonly Measure[] {
  return [
    measure(
      'Distinct segments (l)',
      countText(privacy.distinctL),
      'the fewest segments in one group: 1 gives the segment away',
      least(limits.lMin),
    ),
    measure(
      'People given away',
      shownOrUnder(privacy.homogeneousPeople, limits.cellSizeMin),
      'people of groups whose people are all in one segment',
    ),
    measure(
      'Largest segment share (alpha)',
      share(privacy.largestSegmentShare),
      'the largest part of one group in one segment: 100 % gives it away',
      most(limits.alphaMax, shareText),
    ),
    measure(
      'Entropy l',
      figure(privacy.entropyL),
      'distinct segments, where rare ones count for less',
      limits.entropyLMin === null ? NONE : `at least ${limits.entropyLMin}`,
    ),
    ...privacy.recursive.map(({ l, above }) => recursive(l, above, limits)),
    measure(
      't',
      figure(privacy.t),
      'how far the segments of a group differ from those of everybody (0 to 1)',
      most(limits.tMax),
    ),
    measure(
      'Beta',
      figure(privacy.beta),
      'how much more certain a segment becomes by looking so (1 is twice as certain)',
      most(limits.betaMax),
    ),
    measure(
      'Delta',
      privacy.deltaInfinite ? `no bound (otherwise ${figure(privacy.delta)})` : figure(privacy.delta),
      'how much more or less common a segment is in a group (logarithm); no bound where a group lacks one',
      limits.deltaMax === null ? NONE : `under ${limits.deltaMax}`,
    ),
  ];
}

function recursive(l: number, above: number | null, limits: Limits): Measure {
  const limit = limits.recursive.find((one) => one.l === l);
  return measure(
    `Recursive c (l = ${l})`,
    above === null ? 'no bound' : figureText(above),
    `how many times as many people the commonest segment of a group has as those from place ${l} on together`,
    limit === undefined ? NONE : `under ${limit.cMax}`,
  );
}

const NONE = 'none';

function measure(name: string, value: string, says: string, limit: string = NONE): Measure {
  return { name, value, says, limit };
}

function least(limit: number | null): string {
  return limit === null ? NONE : `at least ${countText(limit)}`;
}

function most(limit: number | null, text: (value: number) => string = String): string {
  return limit === null ? NONE : `at most ${text(limit)}`;
}

function share(value: number | null): string {
  return value === null ? NONE : shareText(value);
}

function figure(value: number | null): string {
  return value === null ? NONE : figureText(value);
}
