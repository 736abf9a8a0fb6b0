import fc from 'fast-check';
import { digestOf } from '../../src/documents/index.js';
import type { Obligation } from '../../src/registers/policies/index.js';
import { type Answer, type OwnAnswers, restricted } from '../../src/stages/decision/index.js';
import { limitsOf, maskFor } from '../../src/stages/decision/limits.js';
import { readOwnAnswer } from '../../src/stages/decision/own-rules/read-own-answer.js';
import { evaluatorsOf, KEYS, someQuestion, someSet } from './kernel-worlds.js';
import { generator } from './seeded.js';

const RULE = { name: 'rule', digest: digestOf('a bundle') };
const KNOWN = new Set(KEYS);

const said = (result: unknown) => ({ kind: 'said', text: JSON.stringify([{ result }]) }) as const;
const asOwn = (...results: readonly unknown[]): OwnAnswers => ({
  digest: digestOf('own rules'),
  answers: results.map((result) => readOwnAnswer(RULE, said(result), KNOWN)),
});

const count = fc.integer({ min: 1, max: 200 });
const consequence = fc.constantFrom('release', 'hold', 'withhold');
const categories = fc.subarray([...KEYS], { minLength: 1 });
const obligation: fc.Arbitrary<unknown> = fc.oneof(
  ...['segmentSizeMin', 'cellSizeMin', 'kMin', 'lMin', 'groupSizeMin', 'attemptsMax', 'releaseDays'].map((id) =>
    count.map((value) => ({ [id]: value })),
  ),
  ...['kWithSegmentMin', 'differenceMin'].map((id) => count.map((value) => ({ [id]: value }))),
  ...['alphaMax', 'tMax', 'betaMax', 'deltaMax'].map((id) =>
    fc.constantFrom(0.2, 0.5, 1).map((value) => ({ [id]: value })),
  ),
  fc.constantFrom(1, 1.5, 3).map((entropyLMin) => ({ entropyLMin })),
  fc
    .tuple(fc.constantFrom(0.5, 2, 4), fc.integer({ min: 2, max: 3 }))
    .map(([c, l]) => ({ recursiveDiversity: { c, l } })),
  ...['onFail', 'onInconclusive', 'onNotEstimable', 'onNotAssessed', 'onSmallDifference', 'onDrift'].map((id) =>
    consequence.map((value) => ({ [id]: value })),
  ),
  ...['recodedKMin', 'recodedLMin'].map((id) => count.map((value) => ({ [id]: value }))),
  ...['recodedTMax', 'suppressionMax'].map((id) => fc.constantFrom(0, 0.05, 0.4, 1).map((value) => ({ [id]: value }))),
  fc.constantFrom(1, 2.5, 3).map((driftMax) => ({ driftMax })),
  fc.integer({ min: 2, max: 100 }).map((driftRuns) => ({ driftRuns })),
  fc.integer({ min: 0, max: 3 }).map((isolationMin) => ({ isolationMin })),
  fc.constant({ modelOnly: true }),
  fc.constantFrom('none', 'holm').map((correction) => ({ correction })),
  fc.constantFrom(0.8, 0.9, 0.95, 0.99).map((confidence) => ({ confidence })),
  fc.constantFrom(0.1, 0.8, 1).map((ratioMin) => ({ ratioMin })),
  fc.constantFrom(0.5, 0.9).map((benefitRatioMin) => ({ benefitRatioMin })),
  fc.constantFrom(0.5, 3).map((benefitDifferenceMax) => ({ benefitDifferenceMax })),
  fc.subarray(['dpo', 'legal', 'auditor'], { minLength: 1 }).map((approvals) => ({ approvals })),
  fc.tuple(categories, count).map(([some, round]) => ({ mask: { categories: some, round } })),
  fc.tuple(categories, count).map(([some, bucket]) => ({ mask: { categories: some, bucket } })),
  fc
    .tuple(categories, fc.integer({ min: 2, max: 100 }))
    .map(([some, quantiles]) => ({ mask: { categories: some, quantiles } })),
  categories.map((some) => ({ mask: { categories: some, suppress: true } })),
);
const forbid = fc.record({ code: fc.constantFrom('NO', 'NOT_THIS'), sentence: fc.constant('Because of a reason.') });
/** Mostly what an own rule may say, and now and then anything at all. */
const ownResult = fc.oneof(
  { weight: 6, arbitrary: fc.record({ forbid: fc.constant([]), obligations: fc.array(obligation, { maxLength: 6 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ forbid: fc.array(forbid, { maxLength: 3 }), obligations: fc.array(obligation) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ forbid: fc.constant([]), obligations: fc.array(fc.object()), permit: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
);

const AT_LEAST = ['segmentSizeMin', 'cellSizeMin', 'isolationMin', 'confidence', 'groupSizeMin'] as const;
const AT_MOST = [
  'attemptsMax',
  'driftMax',
  'driftRuns',
  'releaseDays',
  'alphaMax',
  'tMax',
  'betaMax',
  'deltaMax',
] as const;
const WORDS = ['onFail', 'onInconclusive', 'onNotEstimable', 'onNotAssessed', 'onSmallDifference', 'onDrift'] as const;
const CONSEQUENCES = ['release', 'hold', 'withhold'];

/** Fails where anything of the second answer is laxer than in the first, as the engine carries it out. */
function expectNoLaxer(before: Answer, after: Answer): void {
  if (before.effect === 'deny') expect(after.effect).toBe('deny');
  if (after.effect === 'deny') {
    expect(after.obligations).toEqual([]);
    return;
  }
  const [then, now] = [limitsOf(before.obligations), limitsOf(after.obligations)];
  for (const id of AT_LEAST) expect(now[id]).toBeGreaterThanOrEqual(then[id]);
  for (const id of ['kMin', 'lMin', 'kWithSegmentMin', 'entropyLMin', 'differenceMin'] as const)
    expect(now[id] ?? 0).toBeGreaterThanOrEqual(then[id] ?? 0);
  for (const id of AT_MOST) {
    expect(now[id] ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(then[id] ?? Number.POSITIVE_INFINITY);
  }
  for (const id of WORDS) {
    expect(CONSEQUENCES.indexOf(now[id])).toBeGreaterThanOrEqual(CONSEQUENCES.indexOf(then[id]));
  }
  expect([then.modelOnly && !now.modelOnly, then.correction === 'holm' && now.correction !== 'holm']).toEqual([
    false,
    false,
  ]);
  expect(now.approvals).toEqual(expect.arrayContaining([...then.approvals]));
  for (const { trait, ratioMin } of then.fairness) {
    expect(now.fairness.find((one) => one.trait === trait)?.ratioMin ?? 0).toBeGreaterThanOrEqual(ratioMin);
  }
  for (const { limit, trait, value } of then.benefit) {
    const is = now.benefit.find((one) => one.limit === limit && one.trait === trait)?.value as number;
    if (limit === 'benefitRatioMin') expect(is).toBeGreaterThanOrEqual(value);
    else expect(is).toBeLessThanOrEqual(value);
  }
  for (const { l, cMax } of then.recursive) {
    expect(now.recursive.find((one) => one.l === l)?.cMax).toBeLessThanOrEqual(cMax);
  }
  const rows = (obligations: readonly Obligation[]) => obligations.find(({ id }) => id === 'rows')?.value ?? [];
  expect(rows(after.obligations)).toEqual(rows(before.obligations));
  for (const category of KEYS) {
    expect(strength(after.obligations, category)).toBeGreaterThanOrEqual(strength(before.obligations, category));
  }
}

/** The order of masks as one number: the family first, then its parameter. */
function strength(obligations: readonly Obligation[], category: string): number {
  const mask = maskFor([category], obligations);
  if (mask === null) return 0;
  switch (mask.kind) {
    case 'round':
      return 1000 + mask.to;
    case 'bucket':
      return 2000 + mask.width;
    case 'quantiles':
      return 4000 - mask.bins;
    case 'suppress':
      return 5000;
  }
}

describe('an own rule', () => {
  it('never makes an answer laxer, whatever it says, on the kernel and on the reference evaluator', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = generator(seed);
      const set = someSet(random);
      const { kernel, reference } = await evaluatorsOf(set);
      const answers = Array.from({ length: 12 }, () => someQuestion(random, set)).flatMap((question) => [
        [kernel.answer(question), reference(question)] as const,
      ]);
      fc.assert(
        fc.property(
          fc.array(ownResult, { maxLength: 3 }),
          fc.constantFrom(...answers),
          (results, [ofKernel, other]) => {
            const own = asOwn(...results);
            const after = restricted(ofKernel, own);
            expect(restricted(other, own)).toEqual(after);
            expectNoLaxer(ofKernel, after);
          },
        ),
        { numRuns: 60, seed },
      );
    }
  });

  it('never makes an answer laxer that has every kind of obligation, and one that has none', () => {
    const bare: Answer = { effect: 'permit', reasons: [{ code: 'GRANTED', ref: 'a' }], obligations: [] };
    const lax: Answer = {
      ...bare,
      obligations: [
        { id: 'approvals', value: ['dpo'] },
        { id: 'attemptsMax', value: 9 },
        { id: 'cellSizeMin', value: 2 },
        { id: 'confidence', value: 0.8 },
        { id: 'correction', value: 0 },
        { id: 'mask:user.contact', value: [3, -10] },
        { id: 'onFail', value: 0 },
        { id: 'onInconclusive', value: 0 },
        { id: 'ratioMin:sex', value: 0.8 },
        { id: 'releaseDays', value: 90 },
        { id: 'rows', value: ['row-1'] },
      ],
    };
    fc.assert(
      fc.property(fc.array(ownResult, { maxLength: 3 }), fc.constantFrom(bare, lax), (results, before) => {
        expectNoLaxer(before, restricted(before, asOwn(...results)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('says nothing more where it neither forbids nor obliges', () => {
    const before: Answer = { effect: 'permit', reasons: [{ code: 'GRANTED', ref: 'a' }], obligations: [] };
    expect(restricted(before, asOwn({ forbid: [], obligations: [] }))).toEqual(before);
    expect(restricted(before, null)).toBe(before);
  });

  it('does what it says: forbids with its sentence, obliges above the floor, and fails closed', () => {
    const before: Answer = { effect: 'permit', reasons: [{ code: 'GRANTED', ref: 'a' }], obligations: [] };
    const forbids = asOwn({ forbid: [{ code: 'NO', sentence: 'No.' }], obligations: [{ kMin: 3 }] });
    expect(restricted(before, forbids)).toEqual({
      effect: 'deny',
      reasons: [{ code: 'OWN_RULE_FORBIDS', ref: 'own/rule/NO' }],
      obligations: [],
    });
    const obliges = restricted(before, asOwn({ forbid: [], obligations: [{ cellSizeMin: 1 }, { kMin: 3 }] }));
    expect(obliges).toEqual({
      effect: 'permit',
      reasons: [
        { code: 'GRANTED', ref: 'a' },
        { code: 'OWN_RULE_RESTRICTS', ref: 'own/rule' },
      ],
      obligations: [
        { id: 'cellSizeMin', value: 5 },
        { id: 'kMin', value: 3 },
      ],
    });
    for (const wrong of [
      {},
      null,
      'permit',
      { forbid: [], obligations: [], effect: 'permit' },
      { forbid: [{}], obligations: [] },
    ]) {
      expect(restricted(before, asOwn(wrong))).toEqual({
        effect: 'deny',
        reasons: [{ code: 'OWN_RULE_FAILED', ref: 'own/rule/SHAPE' }],
        obligations: [],
      });
    }
    const unknown = asOwn({ forbid: [], obligations: [{ mask: { categories: ['user.fax'], suppress: true } }] });
    expect(restricted(before, unknown).reasons).toEqual([
      { code: 'OWN_RULE_FAILED', ref: 'own/rule/UNKNOWN_CATEGORY' },
    ]);
  });

  it('adds its reason to a denial of the policies', () => {
    const before: Answer = { effect: 'deny', reasons: [{ code: 'PROHIBITED', ref: 'a' }], obligations: [] };
    const forbids = asOwn({ forbid: [{ code: 'NO', sentence: 'No.' }], obligations: [] });
    expect(restricted(before, forbids).reasons.map(({ code }) => code)).toEqual(['OWN_RULE_FORBIDS', 'PROHIBITED']);
  });

  it('gives at most eight reasons to what is recorded', () => {
    const many = Array.from({ length: 4 }, (_, at) => ({ code: `NO_${'ABCD'[at]}`, sentence: 'No.' }));
    const answers = Array.from({ length: 8 }, (_, at) => ({
      ...(asOwn({ forbid: many, obligations: [] }).answers[0] as OwnAnswers['answers'][number]),
      rule: `rule-${at}`,
    }));
    const before: Answer = { effect: 'permit', reasons: [], obligations: [] };
    const after = restricted(before, { digest: RULE.digest, answers });
    expect([after.effect, after.reasons.length]).toEqual(['deny', 8]);
  });
});
