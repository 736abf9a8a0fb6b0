import type { Model } from '../../plugin-contract/index.js';
import { releasedModel } from './released-model.js';

const centroids: Model = {
  ...{ version: 1, form: 'centroids', columns: [{ column: 'spend', centre: 0, scale: 1 }], facts: {} },
  segments: [
    { name: 'many', centroid: [12] },
    { name: 'one', centroid: [73_190_241] },
  ],
};
const one = [{ name: 'one', why: 'smaller-than-minimum' }] as const;

describe('the model of a release', () => {
  it('leaves out the centre of a segment that is not released, and says whose', () => {
    const shown = releasedModel(centroids, one);
    expect(JSON.stringify(shown)).not.toContain('73190241');
    expect(shown).toMatchObject({ segments: [{ name: 'many', centroid: [12] }], suppressed: ['one'] });
  });

  it('is the model as it was assigned when every segment is released', () => {
    expect(releasedModel(centroids, [])).toBe(centroids);
  });

  it('keeps rules, which somebody wrote', () => {
    const rules: Model = {
      ...{ version: 1, form: 'rules', facts: {} },
      rules: [{ segment: 'one', when: { column: 'spend', lt: 20 } }],
    };
    expect(releasedModel(rules, one)).toBe(rules);
  });

  it('is nothing where labels were made outside', () => expect(releasedModel(null, one)).toBeNull());
});
