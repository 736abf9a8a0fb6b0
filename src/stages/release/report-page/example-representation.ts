import type { SegmentationReport } from '../report.schema.js';

type Representation = NonNullable<SegmentationReport['representation']>;

const hidden = { share: null, reference: null, ratio: null, interval: null, people: null };

/** For specs: one trait beside a population, and one whose figures are hidden. */
export const exampleRepresentation: Representation = {
  ratioMin: 0.8,
  traits: [
    {
      ...{ trait: 'sex', against: { kind: 'declared', title: 'Adults of the country', origin: 'census 2021' } },
      ...{ hidden: false, people: 1000, chiSquare: 12.6, g: 12.6, p: 0.0004, totalVariation: 0.11 },
      groups: [
        {
          ...{ group: 'female', people: 400, share: 0.4, reference: 0.51, ratio: 0.784 },
          ...{ interval: [0.72, 0.851], verdict: 'inconclusive' },
        },
        {
          ...{ group: 'male', people: 600, share: 0.6, reference: 0.49, ratio: 1.22 },
          ...{ interval: [1.15, 1.29], verdict: 'pass' },
        },
      ],
    },
    {
      ...{ trait: 'age-band', against: { kind: 'read' }, hidden: true },
      ...{ people: null, chiSquare: null, g: null, p: null, totalVariation: null },
      groups: [
        { group: 'young', ...hidden, verdict: 'pass' },
        { group: 'old', ...hidden, verdict: 'fail' },
      ],
    },
  ],
};
