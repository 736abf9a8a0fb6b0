import { leavesOf } from '../../src/conditions/leaves-of.js';
import type { PolicySet } from '../../src/registers/policies/index.js';
import { changed, changesIn, type FactChange } from '../../src/stages/decision/fact-changes.js';
import { type Question, referenceAnswer } from '../../src/stages/decision/index.js';
import { speaksOf } from '../../src/stages/decision/reference-evaluator.js';
import { smallestFlips } from '../../src/stages/decision/smallest-flip.js';
import { plainSet, someQuestion, someSet } from './kernel-worlds.js';
import { generator } from './seeded.js';

const SETS = 150;
const QUESTIONS = 4;
/** Every pair of changes is tried in this many of the sets: there are thousands of pairs in each. */
const PAIRED_SETS = 60;

describe('the smallest flip', () => {
  const worlds = Array.from({ length: SETS }, (_, seed) => {
    const random = generator(seed);
    const set = someSet(random);
    return Array.from({ length: QUESTIONS }, () => ({ seed, set, question: someQuestion(random, set) }));
  })
    .flat()
    .filter(({ set, question }) => isSound(set, question));

  it('turns the answer, with no fact too many, and with one fact or two where that is enough', () => {
    const sizes: number[] = [];
    const leasts: number[] = [];
    for (const { seed, set, question } of worlds) {
      const before = referenceAnswer(set, question).effect;
      const turns = (changes: readonly FactChange[]) =>
        referenceAnswer(set, after(question, changes)).effect !== before;
      const flips = smallestFlips(set, question);
      for (const changes of flips) {
        expect([seed, turns(changes)]).toEqual([seed, true]);
        for (const one of changes)
          expect([seed, turns(changes.filter((other) => other !== one))]).toEqual([seed, false]);
        expect(changes.length).toBe(flips[0]?.length);
        sizes.push(changes.length);
      }
      const leaves = set.rules
        .filter((rule) => rule.mode === 'enforce' && speaksOf(rule, question))
        .flatMap(({ when }) => leavesOf(when));
      const all = changesIn(leaves, question.facts);
      const single = all.some((change) => turns([change]));
      if (!single && seed >= PAIRED_SETS) continue;
      const least = single ? 1 : pairsOf(all).some(turns) ? 2 : Infinity;
      if (least < Infinity) expect([seed, flips[0]?.length]).toEqual([seed, least]);
      leasts.push(least);
    }
    for (const size of [1, 2, 3]) expect(sizes.filter((one) => one === size).length).toBeGreaterThan(10);
    for (const least of [1, 2]) expect(leasts.filter((one) => one === least).length).toBeGreaterThan(10);
  }, 240_000);
});

/** An obligation that nobody can merge, or a request that is none, is not mended by a fact. */
function isSound({ rules }: PolicySet, question: Question): boolean {
  const unmergeable = rules.some(({ obligations }) => obligations.some(({ id }) => id === 'teleport' || id === 'lMin'));
  return !unmergeable && referenceAnswer(plainSet(), question).reasons[0]?.code !== 'BAD_REQUEST';
}

function pairsOf(changes: readonly FactChange[]): readonly (readonly FactChange[])[] {
  return changes.flatMap((one, at) =>
    changes
      .slice(at + 1)
      .filter(({ fact }) => fact !== one.fact)
      .map((other) => [one, other]),
  );
}

function after(question: Question, changes: readonly FactChange[]): Question {
  return { ...question, facts: changed(question.facts, changes) };
}
