import { evaluatorOfImage, imagedKernel } from '../../src/stages/decision/index.js';
import { evaluatorsOf, KEYS, someQuestion, someSet } from './kernel-worlds.js';
import { generator } from './seeded.js';

const SETS = 40;
const QUESTIONS = 50;
const SEED = 20_260_601;

describe('a kernel that goes on with the memory of another one', () => {
  it(`answers like it, on ${SETS} policy sets with ${QUESTIONS} requests each`, async () => {
    const effects = new Set<string>();
    for (let at = 0; at < SETS; at++) {
      const random = generator(SEED + at);
      const set = someSet(random);
      const { kernel } = await evaluatorsOf(set);
      const taken = await evaluatorOfImage(structuredClone(imagedKernel(set, KEYS).image), set.digest);
      for (let ask = 0; ask < QUESTIONS; ask++) {
        const question = someQuestion(random, set);
        const answer = taken.answer(question);
        expect(answer).toEqual(kernel.answer(question));
        effects.add(answer.effect);
      }
    }
    expect([...effects].sort()).toEqual(['deny', 'permit']);
  }, 60_000);

  it('is not handed over when its memory is another one', async () => {
    const set = someSet(generator(SEED));
    const { image } = imagedKernel(set, KEYS);
    await expect(evaluatorOfImage(image, `sha256:${'0'.repeat(64)}`)).rejects.toMatchObject({
      code: 'KERNEL_SELF_TEST',
    });
    new Uint8Array(image.memory).fill(0, image.dataAddr);
    await expect(evaluatorOfImage(image, set.digest)).rejects.toMatchObject({ code: 'KERNEL_SELF_TEST' });
  });
});
