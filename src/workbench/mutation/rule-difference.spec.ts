import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { exampleRegisters, type Rule } from '../../registers/policies/index.js';
import { referenceAnswer } from '../../stages/decision/index.js';
import { questionAsked } from '../case-evaluator.js';
import { openCaseWorld, questionIn } from '../case-world.js';
import { askCandidates } from './case-candidates.js';
import { mutantsOf, withMutant } from './mutants-of.js';
import { mayDiffer } from './rule-difference.js';

const ASKS = 150;
const world = openCaseWorld(fileURLToPath(new URL('policies', packageRoot())), exampleRegisters());

describe('mayDiffer', () => {
  it('is never false where the answers of the whole set differ', () => {
    let differing = 0;
    for (const file of world.files) {
      const rule = world.policies.rules.find(({ id }) => id === file.policy) as Rule;
      for (const mutant of mutantsOf(file.file, rule, world.registers)) {
        const policies = withMutant(world.policies, mutant);
        const rules = [rule, ...(mutant.rule ? [mutant.rule] : [])];
        let asks = 0;
        for (const asked of askCandidates(world, { policies, rules, file })) {
          if (++asks > ASKS) break;
          const one = { name: '', expect: { decision: 'permit' as const }, ...asked };
          const question = questionAsked(questionIn({ fixtures: world.fixtures, policies }, one));
          const answers = [world.policies, policies].map((set) => JSON.stringify(referenceAnswer(set, question)));
          if (answers[0] === answers[1]) continue;
          differing += 1;
          expect([mutant.mutation.change, mayDiffer(rule, mutant.rule, question)]).toEqual([
            mutant.mutation.change,
            true,
          ]);
        }
      }
    }
    expect(differing).toBeGreaterThan(1_000);
  });
});
