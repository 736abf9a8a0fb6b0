import { readFileSync } from 'node:fs';
import { packageRoot } from '../../../documents/index.js';
import { type OwnRuleRegister, ownRuleRegister, readOwnRule } from '../../../registers/own-rules/index.js';
import type { Question } from '../reference-evaluator.js';
import type { OwnAnswer, OwnAnswers } from './own-answer.js';
import { OwnRules, ownAnswersNow } from './own-rules.js';

/** Far above what an answer takes on a machine that does other things too; tests of the deadline set their own. */
const PATIENT = { deadlineMs: 5_000, memoryMb: 16 };

function registerOf(names: readonly string[], limits = PATIENT): OwnRuleRegister {
  const rules = names.map((name) => {
    const bundle = new Uint8Array(readFileSync(new URL(`test/own-rules/${name}/bundle.tar.gz`, packageRoot())));
    return readOwnRule(name, bundle, name);
  });
  return ownRuleRegister(rules, { limits, categories: new Set(['user.contact']) });
}

function question(plugin: string, facts: Question['facts'] = {}): Question {
  return { purpose: 'offers', dataset: '7', plugin, categories: ['user.contact'], facts: { now: 1, ...facts } };
}

const only = ({ answers }: OwnAnswers): OwnAnswer => answers[0] as OwnAnswer;

const opened: OwnRules[] = [];
function asking(register: OwnRuleRegister): OwnRules {
  const own = new OwnRules(register);
  opened.push(own);
  return own;
}
afterAll(() => Promise.all(opened.map((own) => own.close())));

describe('an own rule', () => {
  const own = asking(registerOf(['sensitivity-budget', 'hostile']));

  it('sees the facts of the request and its own data, and answers why it forbids and what it obliges', async () => {
    const asked = {
      ...question('silent', { 'destination.role': 'processor' }),
      categories: ['user.contact', 'user.financial.account'],
    };
    const { answers, digest } = await own.ask(asked);
    expect(digest).toBe(own.register.digest);
    expect(answers).toEqual([
      { kind: 'answered', rule: 'hostile', digest: own.register.rules[0]?.digest, forbid: [], obligations: [] },
      {
        kind: 'answered',
        rule: 'sensitivity-budget',
        digest: own.register.rules[1]?.digest,
        forbid: [
          {
            code: 'TOO_TELLING',
            sentence: 'The columns together tell more about a person than this receiver may learn.',
          },
        ],
        obligations: [{ id: 'segmentSizeMin', value: 100 }],
      },
    ]);
  });

  it.each([
    ['permits', 'SHAPE'],
    ['shape', 'SHAPE'],
    ['unknown', 'SHAPE'],
    ['conflicts', 'TRAP'],
    ['eats', 'MEMORY'],
    ['large', 'SHAPE'],
  ])('that %s fails with %s, and answers the next question', async (plugin, cause) => {
    const hostile = asking(registerOf(['hostile']));
    expect(only(await hostile.ask(question(plugin)))).toMatchObject({ kind: 'failed', rule: 'hostile', cause });
    expect(only(await hostile.ask(question('silent')))).toMatchObject({ kind: 'answered' });
  });

  it('gives the same to the same question, whatever was asked in between', async () => {
    const hostile = asking(registerOf(['hostile']));
    const first = await hostile.ask(question('echoes'));
    for (const plugin of ['eats', 'conflicts', 'forbids', 'large']) await hostile.ask(question(plugin));
    expect(await hostile.ask(question('echoes'))).toEqual(first);
    expect(only(first)).toMatchObject({ obligations: [{ id: 'releaseDays', value: 7 }] });
  });

  it('answers hundreds of failures without wearing out', async () => {
    const hostile = asking(registerOf(['hostile']));
    for (let count = 0; count < 700; count++) await hostile.ask(question('conflicts'));
    expect(only(await hostile.ask(question('forbids')))).toMatchObject({ forbid: [{ code: 'NEVER' }] });
  });

  it('gets no question that the kernel would refuse', async () => {
    const text = 'x'.repeat(70_000);
    expect(only(await own.ask(question('silent', { 'actor.team': text })))).toMatchObject({ cause: 'BAD_REQUEST' });
    expect(only(await own.ask(question('silent', { 'attempts.judged': 0.5 })))).toMatchObject({ kind: 'failed' });
  });
});

describe('an own rule that goes on for ever', () => {
  it('is ended at its deadline while the process does other work, and fails', async () => {
    const own = asking(registerOf(['hostile'], { deadlineMs: 300, memoryMb: 16 }));
    await own.ask(question('silent'));
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const began = performance.now();
    const answer = only(await own.ask(question('loops')));
    const took = performance.now() - began;
    clearInterval(timer);
    expect(answer).toMatchObject({ kind: 'failed', rule: 'hostile', cause: 'DEADLINE' });
    expect(took).toBeGreaterThanOrEqual(300);
    expect(took).toBeLessThan(3_000);
    expect(turns).toBeGreaterThan(10);
  });

  it('does not take the answer of the question behind it, nor its time', async () => {
    const own = asking(registerOf(['hostile'], { deadlineMs: 300, memoryMb: 16 }));
    const answers = await Promise.all(
      ['silent', 'loops', 'forbids', 'loops', 'echoes'].map((one) => own.ask(question(one))),
    );
    expect(
      answers.map(only).map((one) => (one.kind === 'failed' ? one.cause : one.forbid.length + one.obligations.length)),
    ).toEqual([0, 'DEADLINE', 1, 'DEADLINE', 1]);
  });

  it('is ended in tools that wait for it too', () => {
    const register = registerOf(['hostile'], { deadlineMs: 300, memoryMb: 16 });
    expect(only(ownAnswersNow(register, question('loops')) as OwnAnswers)).toMatchObject({ cause: 'DEADLINE' });
    expect(only(ownAnswersNow(register, question('forbids')) as OwnAnswers)).toMatchObject({ kind: 'answered' });
  });
});

describe('tools', () => {
  it('get the answers that runs get', async () => {
    const register = registerOf(['sensitivity-budget', 'hostile']);
    const own = asking(register);
    for (const plugin of ['silent', 'forbids', 'echoes', 'conflicts', 'permits', 'echoes']) {
      const asked = question(plugin, { 'columns.names': ['a', 'b'] });
      expect(ownAnswersNow(register, asked)).toEqual(await own.ask(asked));
    }
  });

  it('get none where there are no own rules', () => {
    expect(ownAnswersNow(null, question('silent'))).toBeNull();
  });
});
