import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { cutoffFacts, FACTS, type Fact, type Facts, type FactValue } from '../../conditions/index.js';
import { packageRoot } from '../../documents/index.js';
import { exampleRegisters, loadPolicies } from '../../registers/policies/index.js';
import { kernelEvaluator, type Question, referenceAnswer } from '../../stages/decision/index.js';
import { rememberedAnswers } from './remembered-answers.js';

const registers = exampleRegisters();
const set = loadPolicies([fileURLToPath(new URL('policies', packageRoot()))], registers);
const NOW = Date.parse('2026-06-15T10:00:00Z');
const RUN_FACTS = FACTS.filter(({ of, name }) => of === 'run' && name !== 'now');

function anyValue({ type, words = ['crm', 'shop'] }: Fact): fc.Arbitrary<FactValue> {
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: 0, max: 5 });
    case 'instant':
      return fc.constantFrom(NOW - 1, NOW, NOW + 1);
    case 'text':
      return fc.constantFrom(...words);
    case 'texts':
      return fc.subarray([...words]);
  }
}

/** Facts under which the shipped policies permit; a question differs from them in a few. */
const PERMITTING: Facts = {
  now: NOW,
  ...cutoffFacts(set.durations, NOW),
  'purpose.allowsDestination': true,
  'purpose.expires': NOW + 1,
  'purpose.effect': 'insight',
  'destination.role': 'internal',
  'destination.inRegion': true,
  'destination.saleOrShare': false,
  'dataset.regime': 'general',
  'plugin.builtIn': true,
  'isolation.level': 3,
  'actor.roles': ['data-team'],
  'actor.trainedUntil': NOW + 1,
  'assessment.state': 'not-required',
};

const facts: fc.Arbitrary<Facts> = fc
  .subarray([...RUN_FACTS], { maxLength: 3 })
  .chain((some) =>
    fc.record(Object.fromEntries(some.map((fact) => [fact.name, fc.option(anyValue(fact), { nil: undefined })]))),
  )
  .map((changes) => {
    const known = Object.entries({ ...PERMITTING, ...changes });
    return Object.fromEntries(known.filter((one): one is [string, FactValue] => one[1] !== undefined));
  });

const question: fc.Arbitrary<Question> = fc.record({
  purpose: fc.constantFrom(...registers.purposes.keys()),
  dataset: fc.constantFrom(...registers.datasets.keys()),
  plugin: fc.constantFrom(...registers.plugins.keys()),
  categories: fc.subarray(['user.behavior', 'user.financial', 'user.health_and_medical', 'user.unknown'], {
    minLength: 1,
  }),
  facts,
});

describe('remembered answers', () => {
  const categories = [...registers.taxonomy.categories];
  const remembered = rememberedAnswers(set, categories);
  const kernel = kernelEvaluator(set, categories);

  it('are those of the kernel and of the reference evaluator, for every question', () => {
    const effects = new Set<string>();
    fc.assert(
      fc.property(question, (one) => {
        const answer = remembered.answer(one);
        effects.add(answer.effect);
        expect(answer).toEqual(kernel.answer(one));
        expect(answer).toEqual(referenceAnswer(set, one, new Set(categories)));
      }),
      { numRuns: 400 },
    );
    expect([...effects].sort()).toEqual(['deny', 'permit']);
  });

  it('are not those of an ordinary question where a fact is no fact', () => {
    const [one] = fc.sample(question, 1) as [Question];
    remembered.answer(one);
    for (const value of [1.5, Number.NaN, '\ud800']) {
      const bad = { ...one, facts: { ...one.facts, 'attempts.judged': value } };
      expect(remembered.answer(bad).reasons).toEqual([{ code: 'BAD_REQUEST' }]);
    }
  });
});
