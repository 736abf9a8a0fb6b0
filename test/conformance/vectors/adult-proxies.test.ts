import { association, rankProxies, type ValueTable } from '../../../src/measures/index.js';
import { describeWith } from '../../data-sets.js';
import { of, train } from './adult.js';
import { cross } from './tables.js';

const told = describeWith('adult');

told('proxies of sex in adult', () => {
  const tableOf = (feature: string, numeric: boolean): ValueTable => {
    const { groups, segments, counts } = cross(train(), of('sex'), of(feature));
    const order = segments.map((_, at) => at);
    if (numeric) order.sort((a, b) => Number(segments[a]) - Number(segments[b]));
    const values = order.map((at) => counts.map((row) => row[at] as number));
    return { feature, trait: 'sex', numeric, groups, distinct: segments.length, rows: train().length, counts: values };
  };

  it.each([
    ['relationship', 0.6490003368, 0.6488919835, 0.2731470704, 0.430329154],
    ['marital-status', 0.4618270378, 0.4616345771, 0.1132735065, 0.1784565808],
    ['occupation', 0.4243644873, 0.4238640826, 0.0993089624, 0.1564561601],
    ['workclass', 0.1536703199, 0.1528711376, 0.0130541613, 0.0205661594],
    ['race', 0.1181154692, null, null, null],
    ['education', 0.0956206065, null, null, null],
    ['native-country', 0.0671477594, 0.057006207, null, null],
  ])('have the reference figures: %s', (feature, v, corrected, information, share) => {
    const found = association(cross(train(), of('sex'), of(feature)));
    const wanted = [v, corrected, information, share].map((value) =>
      value === null ? expect.any(Number) : expect.closeTo(value, 9),
    );
    const { cramerV, cramerVCorrected, mutualInformation, groupToldBySegment } = found;
    expect([cramerV, cramerVCorrected, mutualInformation, groupToldBySegment]).toEqual(wanted);
  });

  it('are ranked over both kinds', () => {
    const numeric = ['hours-per-week', 'age', 'capital-gain', 'fnlwgt', 'capital-loss', 'education-num'];
    const texts = ['relationship', 'marital-status', 'occupation', 'workclass'];
    const { proxies } = rankProxies([
      ...numeric.map((feature) => tableOf(feature, true)),
      ...texts.map((feature) => tableOf(feature, false)),
    ]);
    const areas = Object.fromEntries(
      proxies.filter(({ measure }) => measure === 'AUC').map((p) => [p.feature, p.value]),
    );
    expect(areas).toEqual({
      'hours-per-week': expect.closeTo(0.6539401241, 9),
      age: expect.closeTo(0.5615688366, 9),
      'capital-gain': expect.closeTo(0.5195948476, 9),
      fnlwgt: expect.closeTo(0.5153867133, 9),
      'capital-loss': expect.closeTo(0.5094508954, 9),
      'education-num': expect.closeTo(0.5037582687, 9),
    });
    expect(proxies.slice(0, 4).map(({ feature }) => feature)).toEqual([
      'relationship',
      'marital-status',
      'occupation',
      'hours-per-week',
    ]);
    expect(proxies.find(({ feature }) => feature === 'hours-per-week')?.strength).toBeCloseTo(2 * 0.6539401241 - 1, 9);
  });
});
