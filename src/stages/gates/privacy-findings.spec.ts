import type { Limits, Permit } from '../decision/index.js';
import type { EarlierRelease, PrivacyReport } from '../privacy/index.js';
import { privacyFindings } from './privacy-findings.js';

const none: Partial<Limits> = {
  ...{ kMin: null, lMin: null, kWithSegmentMin: null, alphaMax: null, entropyLMin: null, recursive: [], tMax: null },
  ...{ betaMax: null, deltaMax: null, differenceMin: null, onSmallDifference: 'withhold', cellSizeMin: 10 },
};
const report: PrivacyReport = {
  ...{ quasiIdentifiers: ['sex', 'age'], people: 100, suppressed: 0, missing: 0, classes: 4, k: 6, kWithSegment: 2 },
  ...{ uniques: 0, highestRisk: 1 / 6, averageRisk: 0.04, classAverageRisk: 0.05, distinctL: 2, entropyL: 1.6 },
  ...{ recursive: [{ l: 2, above: 4 }], largestSegmentShare: 0.8, homogeneousPeople: 0, t: 0.3, beta: 0.9 },
  ...{ shareAbove: 0, keys: null },
  ...{ delta: 1.2, deltaInfinite: false, recoded: null, earlier: [], uncompared: [] },
};
const found = (limits: Partial<Limits>, privacy: Partial<PrivacyReport> = {}, obliged: readonly string[] = []) => {
  const obligations = obliged.map((id) => ({ id, value: 1 }));
  const permit = { limits: { ...none, ...limits }, obligations } as unknown as Permit;
  return privacyFindings(permit, { ...report, ...privacy });
};
const codes = (...given: Parameters<typeof found>) => found(...given).map(({ code }) => code);

describe('limits on classes of people who look alike', () => {
  it.each([
    ['kMin', 6, 7, 'K_BELOW_LIMIT'],
    ['kWithSegmentMin', 2, 3, 'K_WITH_SEGMENT_BELOW_LIMIT'],
    ['lMin', 2, 3, 'HOMOGENEOUS_CLASSES'],
    ['alphaMax', 0.8, 0.79, 'SEGMENT_SHARE_ABOVE_LIMIT'],
    ['entropyLMin', 1.6, 1.61, 'ENTROPY_L_BELOW_LIMIT'],
    ['tMax', 0.3, 0.29, 'T_ABOVE_LIMIT'],
    ['betaMax', 0.9, 0.89, 'BETA_ABOVE_LIMIT'],
  ] as const)('%s holds at %d and withholds at %d', (limit, holds, breaks, code) => {
    expect(codes({ [limit]: holds })).toEqual([]);
    expect(found({ [limit]: breaks })).toMatchObject([{ code, consequence: 'withhold', limit: breaks }]);
  });

  it('compare an entropy with a tolerance, since an exact 2 may come out a little lower', () => {
    expect(codes({ entropyLMin: 2 }, { entropyL: 2 - 4e-16 })).toEqual([]);
  });

  it('ask of recursive diversity that c is exceeded, and of every class that it has l segments', () => {
    expect(codes({ recursive: [{ l: 2, cMax: 4.5 }] })).toEqual([]);
    expect(codes({ recursive: [{ l: 2, cMax: 4 }] })).toEqual(['RECURSIVE_L_BROKEN']);
    expect(found({ recursive: [{ l: 3, cMax: 9 }] }, { recursive: [{ l: 3, above: null }] })).toEqual([
      { code: 'RECURSIVE_L_BROKEN', consequence: 'withhold', subject: 'sex x age (l = 3)', limit: 9 },
    ]);
  });

  it('ask of every change of shares that it stays under delta, and of every class that it lacks no segment', () => {
    expect(codes({ deltaMax: 1.3 })).toEqual([]);
    expect(codes({ deltaMax: 1.2 })).toEqual(['DELTA_ABOVE_LIMIT']);
    expect(found({ deltaMax: 9 }, { deltaInfinite: true })).toEqual([
      { code: 'DELTA_ABOVE_LIMIT', consequence: 'withhold', subject: 'sex x age', limit: 9 },
    ]);
  });
});

describe('a class whose people are all in one segment', () => {
  const one = { distinctL: 1, largestSegmentShare: 1 };

  it('holds a run whose k is high enough, where no policy says how far a class may give its segment away', () => {
    expect(found({ kMin: 5 }, one)).toEqual([
      { code: 'K_IS_NOT_ENOUGH', consequence: 'hold', subject: 'sex x age', found: 6, limit: 5 },
    ]);
  });

  it('is let through by a policy that says so', () => {
    expect(codes({ kMin: 5, lMin: 1 }, one)).toEqual([]);
    expect(codes({ kMin: 5, tMax: 0.5 }, one)).toEqual([]);
  });

  it('tells nothing where everybody is in one segment', () => {
    expect(codes({ kMin: 5 }, { ...one, t: 0 })).toEqual([]);
  });

  it('is not what is wrong where k is too small', () => {
    expect(codes({ kMin: 7 }, one)).toEqual(['K_BELOW_LIMIT']);
  });
});

describe('an earlier release', () => {
  const released = (difference: number, moved: number): EarlierRelease => ({
    ...{ run: 'before', purpose: 'p', stayed: 80, changed: moved, left: difference - moved, joined: 0 },
    unions: [{ side: 'now', segment: 'a', nearest: ['a'], difference, moved }],
  });

  it('withholds where it differs by fewer people than policy allows, whether they moved, left or joined', () => {
    const limits = { differenceMin: 10 };
    expect(codes(limits, { earlier: [released(0, 0)] })).toEqual([]);
    expect(codes(limits, { earlier: [released(10, 10)] })).toEqual([]);
    expect(found(limits, { earlier: [released(9, 0)] })).toEqual([
      { code: 'RELEASES_TOO_CLOSE', consequence: 'withhold', subject: 'before', limit: 10 },
    ]);
    const held = { differenceMin: 10, onSmallDifference: 'hold' } as const;
    expect(found(held, { earlier: [released(9, 0)] })).toMatchObject([{ consequence: 'hold' }]);
  });

  it('holds where policy speaks of it and it could not be compared', () => {
    const uncompared = [{ run: 'lost', why: 'missing' as const }];
    expect(codes({}, { uncompared })).toEqual([]);
    expect(found({ differenceMin: 10 }, { uncompared })).toMatchObject([
      { code: 'DIFFERENCE_NOT_ASSESSED', consequence: 'hold', subject: 'lost' },
    ]);
  });

  it('holds by the minimum cell where few changed segment; who left or joined has a right to', () => {
    expect(codes({}, { earlier: [released(3, 0)] }, ['cellSizeMin'])).toEqual([]);
    expect(found({}, { earlier: [released(3, 3)] }, ['cellSizeMin'])).toMatchObject([{ consequence: 'hold' }]);
    expect(found({}, { earlier: [released(3, 3)] })).toMatchObject([
      { code: 'DIFFERENCE_TOO_SMALL', consequence: 'release', limit: 10 },
    ]);
  });
});
