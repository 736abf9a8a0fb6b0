import type { SegmentationReport } from '../report.schema.js';

/** What an outsider could work out from the release of the example. */
export const examplePrivacy: SegmentationReport['privacy'] = {
  quasiIdentifiers: ['age', 'sex', 'education'],
  people: 30000,
  suppressed: 0,
  missing: null,
  missingMode: 'value-of-its-own',
  classes: 412,
  k: 6,
  kWithSegment: 2,
  uniques: 0,
  highestRisk: 1 / 6,
  averageRisk: 412 / 30000,
  classAverageRisk: 0.0312,
  shareAbove: 0,
  distinctL: 2,
  entropyL: 1.42,
  recursive: [{ l: 2, above: 4.88 }],
  largestSegmentShare: 0.83,
  homogeneousPeople: 0,
  t: 0.31,
  beta: 0.94,
  delta: 1.27,
  deltaInfinite: true,
  keys: {
    matchesAnything: { k: 7, uniques: 0, peopleAverage: 0.0134 },
    special: {
      depth: 3,
      people: null,
      bySize: [
        { attributes: 1, uniques: 0 },
        { attributes: 2, uniques: null },
        { attributes: 3, uniques: 14 },
      ],
      contributions: [
        { attribute: 'age', share: 1 },
        { attribute: 'education', share: 0.81 },
        { attribute: 'sex', share: 0.42 },
      ],
    },
    telling: [
      { attributes: ['age', 'sex', 'education'], distinction: 0.0137, separation: 0.981 },
      { attributes: ['age', 'education'], distinction: 0.0091, separation: 0.964 },
    ],
  },
  earlier: [
    {
      run: 'e'.repeat(13),
      purpose: 'seasonal-offers',
      stayed: 28110,
      changed: 640,
      left: 502,
      joined: 1250,
    },
    { run: 'd'.repeat(13), purpose: 'newsletter', stayed: null, changed: null, left: null, joined: null },
  ],
  uncompared: [{ run: 'c'.repeat(13), why: 'missing' }],
};
