import { PassThrough } from 'node:stream';
import { askWish, type Choices, type PolicyWish } from './index.js';

const choices: Choices = {
  uses: ['marketing'],
  purposes: ['newsletter'],
  roles: ['dpo'],
  waivable: ['trained-people-only'],
  owner: 'privacy-office',
};

async function conversation(wish: PolicyWish, answers: readonly string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(answers.map((line) => `${line}\n`).join(''));
  const complete = await askWish(wish, choices, { input, output });
  return { complete, said: String(output.read()) };
}

describe('askWish', () => {
  it('asks one thing after the other; an empty line takes what stands in brackets', async () => {
    const answers = ['AccessPolicy', 'prohibit', 'trained-people-only', '', 'legal', 'marketing', ''];
    const { complete, said } = await conversation({}, answers);
    expect(complete).toEqual({
      kind: 'AccessPolicy',
      effect: 'prohibit',
      name: 'trained-people-only',
      title: 'Trained people only',
      owner: 'legal',
      use: 'marketing',
      theme: 'access',
    });
    expect(said).toBe(
      [
        'What kind of policy (AccessPolicy, ConsentPolicy, RetentionPolicy, DisclosurePolicy, BiasPolicy, Waiver)? ',
        'Does it grant or prohibit (grant, prohibit)? ',
        'Its name? ',
        'The rule as one sentence [Trained people only]? ',
        'Which team owns it [privacy-office]? ',
        'Only for purposes of which data use (marketing) [every purpose]? ',
        'The folder above it [access]? ',
      ].join(''),
    );
  });

  it('asks only for what no flag said', async () => {
    const given = { kind: 'ConsentPolicy', name: 'a-yes', title: 'A yes', owner: 'legal', use: '' };
    const { said } = await conversation(given, ['']);
    expect(said).toBe('The folder above it [consent]? ');
  });

  it('says why an answer will not do, and asks again', async () => {
    const given = { kind: 'ConsentPolicy', title: 'A yes', owner: 'legal', theme: 'consent' };
    const { complete, said } = await conversation(given, ['../up', 'a-yes', 'markting', 'marketing']);
    expect(complete).toMatchObject({ name: 'a-yes', use: 'marketing' });
    expect(said).toContain("'../up' is not a name in kebab-case");
    expect(said).toContain("'markting' is not one of marketing; did you mean marketing");
  });

  it('asks a waiver for its rule, its reason and its people', async () => {
    const answers = [
      '',
      'trained-people-only',
      'newsletter',
      'short',
      'The course was moved by a week.',
      'a',
      'b',
      'dpo',
    ];
    const { complete, said } = await conversation({ kind: 'Waiver', name: 'a-week' }, [...answers, '2026-12-31']);
    expect(complete).toMatchObject({ owner: 'privacy-office', role: 'dpo', until: '2026-12-31' });
    expect(said).toContain("'short' is not a reason of at least ten characters");
  });

  it('refuses input that ends before the last question', async () => {
    await expect(conversation({}, ['AccessPolicy'])).rejects.toMatchObject({ code: 'POLICY_ANSWER' });
  });
});
