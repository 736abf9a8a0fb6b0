import type { RepresentationReport, TraitRepresentation } from '../fairness/index.js';
import { representationNotShown, representationPart } from './representation-part.js';

const trait = (name: string, kind: 'declared' | 'read', hidden = false): TraitRepresentation => ({
  ...{ trait: name, hidden, people: 320, chiSquare: 9.5, g: 9.25, p: 0.002, totalVariation: 0.125 },
  against: kind === 'read' ? { kind } : { kind, title: 'The town', origin: 'A census' },
  groups: [
    {
      group: 'a',
      people: 100,
      share: 0.3125,
      reference: 0.5,
      ratio: 0.625,
      interval: [0.5625, 0.6875],
      verdict: 'fail',
    },
  ],
});
const report = (...traits: readonly TraitRepresentation[]): RepresentationReport => ({ ratioMin: 0.8, traits });

describe('representation in a report', () => {
  it('has no figure of a trait with a hidden count, but for the declared share, and keeps verdicts', () => {
    const [declared, read] = representationPart(
      report(trait('sex', 'declared', true), trait('sex', 'read', true)),
      true,
    ).traits;
    expect(declared?.groups[0]).toEqual({
      ...{ group: 'a', people: null, share: null, reference: 0.5, ratio: null, interval: null, verdict: 'fail' },
    });
    expect(declared).toMatchObject({ people: null, chiSquare: null, g: null, p: null, totalVariation: null });
    expect(read?.groups[0]).toMatchObject({ reference: null, ratio: null, verdict: 'fail' });
  });

  it('gives the number of rows that were read away only where it is shown', () => {
    const found = report(trait('sex', 'declared'), trait('sex', 'read'));
    expect(representationPart(found, true).traits.map(({ people }) => people)).toEqual([320, 320]);
    expect(representationPart(found, false).traits.map(({ people, hidden }) => [people, hidden])).toEqual([
      [320, false],
      [null, true],
    ]);
  });

  it('says what is not known', () => {
    const found = { ...report(trait('sex', 'declared'), trait('age', 'read', true)), ratioMin: null };
    expect(representationNotShown(found, ['sex', 'age'], true)).toEqual([
      { code: 'NO_REFERENCE_POPULATION', subject: 'age' },
      { code: 'REPRESENTATION_HIDDEN', subject: 'age' },
      { code: 'REPRESENTATION_WITHOUT_LIMIT', subject: 'fairness' },
    ]);
  });
});
