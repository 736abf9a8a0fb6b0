import type { SegmentationReport } from '../report.schema.js';

/** Figures for specs: those of a published card data set, and some beside them. */
export const exampleFigures: NonNullable<SegmentationReport['fairness']['traits'][number]['figures']> = {
  intervals: {
    draws: 1000,
    seed: 7,
    confidence: 0.95,
    cramerVCorrected: [0.1011, 0.1152],
    totalVariation: [0.0886, 0.1043],
    balance: null,
    epsilon: [0.324, 0.401],
  },
  test: { method: 'chi-square', p: 0 },
  segments: [
    {
      segment: 'small limit',
      overall: 0.2559,
      difference: 0.0952,
      ratio: 0.6962,
      differenceToOverall: 0.0574,
      ratioToOverall: 0.8166,
      method: 'chi-square',
      p: 1e-75,
      holm: 4e-75,
      falseDiscovery: 2e-75,
    },
    {
      segment: 'tiny',
      overall: null,
      difference: null,
      ratio: null,
      differenceToOverall: null,
      ratioToOverall: null,
      method: 'fisher',
      p: null,
      holm: null,
      falseDiscovery: null,
    },
  ],
  worst: {
    segment: 'small limit',
    groups: ['female', 'male'],
    evidence: {
      confidence: 0.95,
      first: { rate: 0.218143, wilson: [0.21219, 0.22422], clopperPearson: [0.21214, 0.22424] },
      second: { rate: 0.313341, wilson: [0.30506, 0.32174], clopperPearson: [0.30501, 0.32177] },
      difference: -0.0952,
      newcombe: [-0.1054927, -0.0849322],
      scoreDifference: [-0.1054987, -0.0849367],
      ratio: 0.696183,
      katz: [0.670011, 0.723377],
      scoreRatio: [0.670026, 0.723393],
      fisher: 2.34e-75,
    },
  },
  benefit: {
    groups: [
      { group: 'female', people: 18112, mean: 3.1, interval: [3.05, 3.15] },
      { group: 'male', people: 11888, mean: 4.2, interval: [4.12, 4.28] },
    ],
    mean: 3.536,
    difference: 1.1,
    ratio: 0.738,
    ratioInterval: [0.719, 0.758],
    furthest: ['female', 'male'],
    generalisedEntropy: 0.21,
    theil: 0.2,
    betweenGroups: 0.0113,
  },
  distance: {
    groups: [
      { group: 'female', people: 18112, mean: 1.91, interval: [1.88, 1.94] },
      { group: 'male', people: 11888, mean: 2.3, interval: [2.25, 2.35] },
    ],
    socialCost: 2.3,
    group: 'male',
    ratio: 0.83,
    mean: 2.064,
  },
  consistency: {
    neighbours: 5,
    people: null,
    share: null,
    groups: [
      { group: 'female', people: 301, share: 0.91, interval: [0.88, 0.94] },
      { group: 'male', people: null, share: null, interval: null },
    ],
    difference: null,
    lowest: 'male',
  },
  strata: [
    {
      ground: 'income-band',
      disparities: [
        { segment: 'small limit', group: 'female', overall: -0.0852, conditional: 0.0121, covered: 0.98 },
        { segment: 'tiny', group: 'female', overall: null, conditional: null, covered: null },
      ],
    },
  ],
};
