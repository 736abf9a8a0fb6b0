import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../data-sets.js';
import { ask, type Deployment, deploy } from './deployment.js';

const here = describeWith('adult');

const RFM = {
  plugin: 'rfm',
  purpose: 'store-layout',
  destination: 'analysts',
  columns: ['recency', 'frequency', 'monetary'],
};

here('real data under policy', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await deploy();
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
  });

  it('segments adult by education and hours: twelve segments, as bit-exact as the peers', async () => {
    const outcome = await deployment.governance.run(ask({ ...adultRules(), purpose: 'store-layout' }));
    if (outcome.kind !== 'released') throw new Error(outcome.kind);
    const sizes = Object.fromEntries(outcome.report.segments.map(({ name, rows }) => [name, rows]));
    expect(sizes).toMatchObject({ 'E0-H0': 2257, 'E1-H1': 8282, 'E2-H1': 6642, 'E3-H2': 5208 });
    const sex = outcome.report.fairness.traits.find(({ trait }) => trait === 'sex');
    const ratio = (segment: string) => sex?.comparisons.find((one) => one.segment === segment)?.ratio;
    expect(ratio('E0-H0')).toBe(0.5680526845969757);
    expect(ratio('E1-H1')).toBe(0.9026519426383487);
    expect(ratio('E3-H1')).toBe(0.9761680131816732);
  }, 180_000);

  it('refuses prohibited bases as features where the regime is credit', async () => {
    const { decision } = await deployment.governance.decide(
      ask({ ...cardRules(), columns: ['LIMIT_BAL', 'MARRIAGE'] }),
    );
    expect(decision.kind).toBe('denial');
    expect(decision.reasons.map(({ ref }) => ref)).toContain('credit-without-prohibited-bases');
  }, 60_000);

  it('withholds limit bands of card clients for an offer, with the verdicts of the reference', async () => {
    const outcome = await deployment.governance.run(ask(cardRules()));
    if (outcome.kind !== 'withheld') throw new Error(outcome.kind);
    const sex = outcome.verdict.fairness.traits.find(({ trait }) => trait === 'sex');
    const first = sex?.comparisons.find(({ segment }) => segment === 'up to 50k');
    expect(first).toMatchObject({ verdict: 'fail', groups: ['Female', 'Male'] });
    expect(first?.ratio).toBeCloseTo(0.6961825598, 10);
    expect(first?.ratioInterval?.[0]).toBeCloseTo(0.670011, 6);
    expect(first?.ratioInterval?.[1]).toBeCloseTo(0.723377, 6);
    expect(sex?.comparisons.find(({ segment }) => segment === '50k to 140k')?.verdict).toBe('inconclusive');
    expect(sex?.comparisons.find(({ segment }) => segment === 'above 240k')?.verdict).toBe('pass');
    expect(sex?.effects.chiSquare).toBeCloseTo(393.5559936319, 9);
    expect(sex?.effects.cramerVCorrected).toBeCloseTo(0.1141006738, 9);
  }, 120_000);

  it('scores the orders of rfm as the reference does', async () => {
    const outcome = await deployment.governance.run(ask({ ...RFM, dataset: 'rfm-orders' }));
    if (outcome.kind !== 'released') throw new Error(outcome.kind);
    expect(outcome.report.rows.kept).toBe(995);
    const sizes = Object.fromEntries(outcome.report.segments.map(({ name, rows }) => [name, rows]));
    expect(sizes).toMatchObject({
      Champions: 158,
      'Loyal Customers': 278,
      'Potential Loyalist': 229,
      Lost: 111,
      'At Risk': 86,
    });
    const model = JSON.parse(readFileSync(join(outcome.folder, 'model.json'), 'utf8')) as {
      scores: { name: string; edges: number[] }[];
    };
    const edges = new Map(model.scores.map((score) => [score.edges.length > 0 ? score.name : '', score.edges]));
    expect([...edges.values()]).toEqual([
      [115, 181, 297.4, 482],
      [4, 5, 6, 8],
      [255.8, 382, 506.4, 666],
    ]);
  }, 120_000);

  it('segments half a million invoice lines by recency, frequency and value', async () => {
    const outcome = await deployment.governance.run(ask({ ...RFM, dataset: 'online-retail' }));
    if (outcome.kind !== 'released') throw new Error(outcome.kind);
    expect(outcome.report.rows.kept).toBe(4338);
    expect(outcome.report.notShown).toContainEqual({ code: 'NO_TRAITS', subject: 'fairness' });
    // Means times people give the totals back: 18,532 invoices and a revenue of 8,911,407.904.
    const profile = JSON.parse(readFileSync(join(outcome.folder, 'profile.json'), 'utf8')) as readonly {
      rows: number;
      features: readonly { column: string; mean: number }[];
    }[];
    const people = profile.filter(({ rows }) => rows > 0);
    const total = (column: string) =>
      people.reduce((sum, { rows, features }) => {
        return sum + rows * (features.find((feature) => feature.column === column)?.mean ?? Number.NaN);
      }, 0);
    expect(profile.reduce((sum, { rows }) => sum + rows, 0)).toBe(4338);
    expect(total('frequency')).toBeCloseTo(18_532, 6);
    expect(total('monetary')).toBeCloseTo(8_911_407.904, 3);
    // Edges of the quantile rule over recency, frequency and value, worked out from the file by other means.
    const model = JSON.parse(readFileSync(join(outcome.folder, 'model.json'), 'utf8')) as {
      scores: { edges: number[] }[];
    };
    const edges = model.scores.flatMap((score) => score.edges);
    const expected = [13.8, 33, 72, 180, 2, 3, 4, 7, 251.194, 491.096, 943.276, 2059.426];
    expect(edges).toHaveLength(expected.length);
    for (const [at, edge] of edges.entries()) expect(edge).toBeCloseTo(expected[at] as number, 9);
  }, 180_000);
});

function adultRules() {
  const educations = { E0: { lte: 8 }, E1: { eq: 9 }, E2: [10, 12], E3: { gte: 13 } } as const;
  const hours = { H0: { lt: 40 }, H1: { eq: 40 }, H2: { gt: 40 } } as const;
  const rules = Object.entries(educations).flatMap(([education, test]) =>
    Object.entries(hours).map(([band, hour]) => ({
      segment: `${education}-${band}`,
      when: { all: [...educationTests(test), { column: 'hours-per-week', ...hour }] },
    })),
  );
  const columns = ['education-num', 'hours-per-week'];
  return { plugin: 'rules', options: { rules }, dataset: 'adult', destination: 'analysts', columns };
}

function educationTests(test: object | readonly number[]) {
  if (!Array.isArray(test)) return [{ column: 'education-num', ...test }];
  const [from, to] = test as readonly number[];
  return [
    { column: 'education-num', gte: from },
    { column: 'education-num', lte: to },
  ];
}

function cardRules() {
  const bands = [
    ['up to 50k', { lte: 50_000 }],
    ['50k to 140k', { lte: 140_000 }],
    ['140k to 240k', { lte: 240_000 }],
  ] as const;
  const rules = bands.map(([segment, test]) => ({ segment, when: { column: 'LIMIT_BAL', ...test } }));
  const options = { rules, otherwise: 'above 240k' };
  return {
    plugin: 'rules',
    options,
    dataset: 'cards',
    purpose: 'service-offers',
    destination: 'analysts',
    columns: ['LIMIT_BAL'],
  };
}
