import { evaluatorsOf, someQuestion, someSet } from './kernel-worlds.js';
import { generator } from './seeded.js';

const SETS = 1_000;
const QUESTIONS = 100;
const SEED = 20_260_101;

describe('the kernel and the reference evaluator', () => {
  it(`agree on ${SETS} policy sets with ${QUESTIONS} requests each`, async () => {
    const seen: Record<string, number> = {};
    for (let at = 0; at < SETS; at++) {
      const random = generator(SEED + at);
      const set = someSet(random);
      const { kernel, reference } = await evaluatorsOf(set);
      for (let ask = 0; ask < QUESTIONS; ask++) {
        const question = someQuestion(random, set);
        const answer = kernel.answer(question);
        const expected = reference(question);
        // Compared as text: an answer has one form, down to the order of its keys.
        if (JSON.stringify(answer) !== JSON.stringify(expected)) {
          throw new Error(`seed ${SEED + at}, question ${ask}: ${JSON.stringify({ question, answer, expected })}`);
        }
        count(seen, answer.effect);
        for (const { code } of answer.reasons) count(seen, code);
        for (const { id } of answer.obligations) count(seen, id.split(':')[0] as string);
      }
    }
    // Agreement on denials alone would say little: every kind of answer must have been met often.
    for (const kind of KINDS) expect([kind, (seen[kind] ?? 0) > 500]).toEqual([kind, true]);
  }, 180_000);
});

const KINDS = [
  'permit',
  'deny',
  'GRANTED',
  'RESTRICTED',
  'NOT_COVERED',
  'PROHIBITED',
  'UNKNOWN_OBLIGATION',
  'BAD_REQUEST',
  'WOULD_RESTRICT',
  'WOULD_PROHIBIT',
  'WAIVED',
  'approvals',
  'kMin',
  'releaseDays',
  'mask',
  'ratioMin',
];

function count(seen: Record<string, number>, kind: string): void {
  seen[kind] = (seen[kind] ?? 0) + 1;
}
