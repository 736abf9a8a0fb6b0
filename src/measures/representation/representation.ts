import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { countTable, sumOf } from '../count-table/index.js';
import { distributionDistance } from '../distribution-distance/index.js';
import { closed, IntervalSchema, nullable, Real, VerdictWord } from '../figures.schema.js';
import { testIndependence } from '../independence/index.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';
import { chiSquareSurvival, katzInterval, logRatio, twoSidedZ, wilsonInterval } from '../statistics/index.js';

/** What `representation` gives. */
export const RepresentationSchema = Type.Object(
  {
    people: Type.Integer({ minimum: 0 }),
    groups: Type.Array(
      Type.Object(
        {
          group: Type.String(),
          people: Type.Integer({ minimum: 0 }),
          /** Of the people kept, and of the reference; null where there is nobody. */
          share: Real,
          reference: Real,
          /** How well the group is represented: 1 is as in the reference, less is under-represented. */
          ratio: Real,
          interval: nullable(IntervalSchema),
          verdict: VerdictWord,
        },
        closed,
      ),
    ),
    chiSquare: Real,
    g: Real,
    p: Real,
    totalVariation: Real,
  },
  closed,
);
type Loose = Static<typeof RepresentationSchema>;
export type RepresentedGroup = Readonly<Loose['groups'][number]>;
export type Representation = Readonly<Omit<Loose, 'groups'>> & { readonly groups: readonly RepresentedGroup[] };

/** People of each group that were kept, and what they are laid beside. */
export interface Represented {
  readonly groups: readonly string[];
  readonly kept: readonly number[];
  readonly against:
    | { readonly kind: 'declared'; readonly parts: readonly number[] }
    /** All people that were read, of whom those kept are a part. */
    | { readonly kind: 'read'; readonly read: readonly number[] };
  /** The least ratio that is no under-representation; null judges nothing. */
  readonly ratioMin: number | null;
  readonly confidence: number;
}

/** Whether every group is there as often as in a reference population. Throws COUNTS_INVALID, MEASURE_OPTION_INVALID. */
export function representation(asked: Represented): Representation {
  refuse(asked);
  const { groups, kept, against } = asked;
  const people = sumOf(kept);
  const parts = against.kind === 'declared' ? against.parts : against.read;
  const all = sumOf(parts);
  // Every group is held against its limit: together they are wrong as seldom as one would be (Bonferroni).
  const z = twoSidedZ(1 - (1 - asked.confidence) / Math.max(1, groups.length));
  return frozen({
    people,
    groups: groups.map((group, at) => {
      const [count, part] = [kept[at] as number, parts[at] as number];
      const found =
        against.kind === 'declared'
          ? declared({ count, people, part, all }, z)
          : retained({ count, people, part, all }, z);
      const share = people === 0 ? null : count / people;
      const reference = all === 0 ? null : part / all;
      return { group, people: count, share, reference, ...found, verdict: verdictOf(found, asked.ratioMin) };
    }),
    ...tested(asked, people),
  });
}

interface Counted {
  readonly count: number;
  readonly people: number;
  readonly part: number;
  readonly all: number;
}

interface Found {
  readonly ratio: number | null;
  readonly interval: [low: number, high: number] | null;
}

const NOTHING: Found = { ratio: null, interval: null };

/** The share among the people by that of the reference, which is taken as known. */
function declared({ count, people, part, all }: Counted, z: number): Found {
  if (people === 0 || part === 0) return NOTHING;
  const reference = part / all;
  const [low, high] = wilsonInterval({ count, total: people }, z);
  return { ratio: count / people / reference, interval: [low / reference, high / reference] };
}

/** The share of the group that stayed by that of everybody else: the people kept are some of those read. */
function retained({ count, people, part, all }: Counted, z: number): Found {
  const [own, others] = [
    { count, total: part },
    { count: people - count, total: all - part },
  ];
  if (own.total === 0 || others.total === 0 || people === 0) return NOTHING;
  const ratio = others.count === 0 ? null : own.count / own.total / (others.count / others.total);
  const [low, high] = katzInterval(logRatio(own, others), z);
  return { ratio, interval: [low, high] };
}

function verdictOf({ interval }: Found, ratioMin: number | null): RepresentedGroup['verdict'] {
  if (ratioMin === null) return 'not_assessed';
  if (interval === null) return 'not_estimable';
  if (interval[0] >= ratioMin) return 'pass';
  return interval[1] < ratioMin ? 'fail' : 'inconclusive';
}

function tested({ groups, kept, against }: Represented, people: number) {
  if (people === 0 || groups.length < 2) return { chiSquare: null, g: null, p: null, totalVariation: null };
  const parts = against.kind === 'declared' ? against.parts : against.read;
  const { chiSquare, totalVariation } = distributionDistance({ counts: kept, reference: parts });
  if (against.kind === 'declared')
    return { chiSquare, totalVariation, ...goodnessOfFit({ kept, parts, people, chiSquare }) };
  // Who stayed and who left, by group: those kept are no sample from the others.
  const table = countTable(
    groups,
    ['kept', 'left'],
    kept.map((count, at) => [count, (against.read[at] as number) - count]),
  );
  const test = testIndependence(table);
  return { chiSquare: test.chiSquare, g: null, p: test.p, totalVariation };
}

interface Fitted {
  readonly kept: readonly number[];
  readonly parts: readonly number[];
  readonly people: number;
  readonly chiSquare: number | null;
}

/** G beside chi-square, and p by Cochran's rule: null where too few people are expected in a group. */
function goodnessOfFit({ kept, parts, people, chiSquare }: Fitted) {
  const expected = parts.map((part) => (people * part) / sumOf(parts));
  if (chiSquare === null) return { g: null, p: null };
  const g = 2 * sumOf(kept.map((count, at) => (count === 0 ? 0 : count * Math.log(count / (expected[at] as number)))));
  const few = expected.filter((count) => count < 5).length;
  const fits = expected.every((count) => count >= 1) && few <= expected.length / 5;
  return { g: Math.max(0, g), p: fits ? chiSquareSurvival(chiSquare, kept.length - 1) : null };
}

function refuse({ groups, kept, against, ratioMin, confidence }: Represented): void {
  const parts = against.kind === 'declared' ? against.parts : against.read;
  const whole = kept.every((count) => Number.isSafeInteger(count) && count >= 0) && kept.length === groups.length;
  const within = against.kind === 'declared' || kept.every((count, at) => count <= (parts[at] as number));
  const fits = parts.length === kept.length && parts.every((part) => part >= 0 && Number.isFinite(part));
  if (!whole || !fits || !within || (groups.length > 0 && sumOf(parts) === 0)) {
    throw measuresError('COUNTS_INVALID', {
      found: `${kept.length} counts of ${groups.length} groups against ${parts.length} parts`,
      expected: 'a count and a part for every group, not all parts 0, and no more people kept than were read',
      where: 'representation',
      next: 'Name the same groups on both sides.',
    });
  }
  const ratio = ratioMin === null || (ratioMin > 0 && ratioMin <= 1);
  if (ratio && confidence > 0 && confidence < 1) return;
  throw measuresError('MEASURE_OPTION_INVALID', {
    found: `a ratio of ${ratioMin} at confidence ${confidence}`,
    expected: 'a ratio above 0 and at most 1, a confidence between 0 and 1',
    where: 'representation',
    next: 'Correct the dataset or the bias policy.',
  });
}

export const representationMeasure = defineMeasure({
  name: 'representation',
  title: 'Whether groups are there as in a reference population',
  needs: 'people kept and a reference',
  direction: 'higher-is-better',
  resultSchema: RepresentationSchema,
  measure: representation,
});
