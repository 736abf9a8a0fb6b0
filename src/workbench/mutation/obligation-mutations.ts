import type { Policy } from '../../registers/policies/index.js';
import { longer } from './longer.js';
import type { Mutation } from './mutation.js';

type Spec = Readonly<Record<string, unknown>>;

/** Parts of a spec that oblige a run or keep rows out, each of which an author could forget. */
const OBLIGING = [
  'approvals',
  'requires',
  'honours',
  'rowsNotOlderThan',
  'releaseNotLongerThan',
  'segmentSizeMin',
  'cellSizeMin',
  'kMin',
  'lMin',
  'kWithSegmentMin',
  'alphaMax',
  'entropyLMin',
  'recursiveDiversity',
  'tMax',
  'betaMax',
  'deltaMax',
  'differenceMin',
  'onSmallDifference',
  'recodedKMin',
  'recodedLMin',
  'recodedTMax',
  'suppressionMax',
  'masks',
  'isolationMin',
  'modelOnly',
  'noise',
  'groupSizeMin',
  'onFail',
  'onInconclusive',
  'onNotEstimable',
  'onNotAssessed',
  'attemptsMax',
  'driftMax',
  'driftRuns',
  'onDrift',
];

/** Mistakes in what a policy obliges to: a duty forgotten, a duration too long, a bound too low, a word too mild. */
export function obligationMutations({ spec }: Policy): readonly Mutation[] {
  const parts = spec as unknown as Spec;
  return [
    ...OBLIGING.filter((key) => parts[key] !== undefined).flatMap((key) => dropped(parts, key)),
    ...lengthened(parts),
    ...lowered(parts),
    ...milder(parts),
    ...weakerMasks(parts),
    ...forgotten(['spec', 'traits'], parts['traits']),
    ...masksOf(parts).flatMap(({ categories }, at) => forgotten(['spec', 'masks', at, 'categories'], categories)),
    ...weakerNoise(parts),
  ];
}

function dropped(spec: Spec, key: string): readonly Mutation[] {
  const value = spec[key];
  const drop = (path: Mutation['path']): Mutation => ({
    operator: 'drop-obligation',
    path,
    change: `${path.slice(1).join('.')} was left out`,
    to: undefined,
  });
  if (!Array.isArray(value) || value.length < 2) return [drop(['spec', key])];
  return value.map((_, at) => drop(['spec', key, at]));
}

/** A word of a list that says whom or what a duty is about; of one word alone there is nothing left. */
function forgotten(path: Mutation['path'], words: unknown): readonly Mutation[] {
  if (!Array.isArray(words) || words.length < 2) return [];
  return words.map((word, at) => ({
    operator: 'drop-obligation',
    path: [...path, at],
    change: `${word} was forgotten`,
    to: undefined,
  }));
}

function lengthened(spec: Spec): readonly Mutation[] {
  const consent = spec['requires'] as Spec | undefined;
  const age = consent?.['notOlderThan'];
  const durations = (['rowsNotOlderThan', 'releaseNotLongerThan'] as const).flatMap((key) => {
    const value = spec[key];
    return typeof value === 'string' ? longer(['spec', key], value) : [];
  });
  if (typeof age !== 'string') return durations;
  const path = ['spec', 'requires', 'notOlderThan'];
  const ageless: Mutation = { operator: 'drop-obligation', path, change: 'notOlderThan was left out', to: undefined };
  return [...durations, ...longer(path, age), ageless];
}

/** How far each bound is moved towards the lax side. */
const STEPS: Readonly<Record<string, number>> = {
  segmentSizeMin: -1,
  cellSizeMin: -1,
  kMin: -1,
  lMin: -1,
  kWithSegmentMin: -1,
  alphaMax: 0.1,
  entropyLMin: -0.1,
  tMax: 0.1,
  betaMax: 0.5,
  deltaMax: 0.5,
  differenceMin: -1,
  recodedKMin: -1,
  recodedLMin: -1,
  recodedTMax: 0.1,
  suppressionMax: 0.01,
  isolationMin: -1,
  groupSizeMin: -1,
  ratioMin: -0.1,
  benefitRatioMin: -0.1,
  benefitDifferenceMax: 1,
  confidence: -0.05,
  attemptsMax: 1,
  driftMax: 1,
  driftRuns: 5,
};

function lowered(spec: Spec): readonly Mutation[] {
  return Object.entries(STEPS).flatMap(([key, step]) => {
    const value = spec[key];
    if (typeof value !== 'number') return [];
    const to = Number((value + step).toFixed(6));
    return [{ operator: 'lower-threshold', path: ['spec', key], change: `${key} ${value} became ${to}`, to } as const];
  });
}

const WORDS = [
  'onFail',
  'onInconclusive',
  'onNotEstimable',
  'onNotAssessed',
  'onSmallDifference',
  'onDrift',
  'correction',
];
const MILDER: Readonly<Record<string, string>> = {
  ...{ withhold: 'hold', hold: 'release' },
  ...{ 'holm-over-attempts': 'holm', holm: 'none' },
};

function milder(spec: Spec): readonly Mutation[] {
  return WORDS.flatMap((key) => {
    const word = spec[key];
    const to = typeof word === 'string' ? MILDER[word] : undefined;
    if (to === undefined) return [];
    return [{ operator: 'lower-threshold', path: ['spec', key], change: `${key} ${word} became ${to}`, to } as const];
  });
}

/** Each family of masks with what hides less: finer steps, narrower buckets, more bins. */
const WEAKER: Readonly<Record<string, (value: number) => number>> = {
  round: (value) => value / 2,
  bucket: (value) => value / 2,
  quantiles: (value) => value + 1,
};

function masksOf(spec: Spec): readonly Spec[] {
  return (spec['masks'] ?? []) as readonly Spec[];
}

function weakerMasks(spec: Spec): readonly Mutation[] {
  return masksOf(spec).flatMap((mask, at) =>
    Object.entries(WEAKER).flatMap(([family, weaker]) => {
      const value = mask[family];
      if (typeof value !== 'number') return [];
      const to = weaker(value);
      const path = ['spec', 'masks', at, family];
      return [{ operator: 'lower-threshold', path, change: `${family} ${value} became ${to}`, to } as const];
    }),
  );
}

/** A larger loss of one answer, a larger budget, bounds further apart. */
function weakerNoise(spec: Spec): readonly Mutation[] {
  const noise = (spec['noise'] ?? {}) as Spec;
  const budget = (noise['budget'] ?? {}) as Spec;
  const bounds = (noise['bounds'] ?? []) as readonly Spec[];
  const doubled = (of: Spec, path: Mutation['path']) =>
    ['epsilon', 'rho', 'delta'].flatMap((key) => moved(of[key], [...path, key], (value) => value * 2));
  return [
    ...doubled(budget, ['spec', 'noise', 'budget']),
    ...doubled(noise, ['spec', 'noise']),
    ...bounds.flatMap(({ high }, at) => moved(high, ['spec', 'noise', 'bounds', at, 'high'], (value) => value + 1)),
  ];
}

function moved(value: unknown, path: Mutation['path'], further: (value: number) => number): readonly Mutation[] {
  if (typeof value !== 'number') return [];
  const to = Number(further(value).toPrecision(12));
  return [{ operator: 'lower-threshold', path, change: `${path.slice(1).join('.')} ${value} became ${to}`, to }];
}
