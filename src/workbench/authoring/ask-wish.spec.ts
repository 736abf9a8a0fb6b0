import { PassThrough } from 'node:stream';
import { askWish, type Choices, type PolicyWish } from './index.js';

const choices: Choices = {
  uses: ['marketing'],
  purposes: ['newsletter'],
  waivable: new Map([['trained-people-only', ['dpo']]]),
  owner: 'privacy-office',
};

const NO_LAW = { requires: '', supports: '', stricterThanLaw: 'yes' };

async function conversation(wish: PolicyWish, answers: readonly string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(answers.map((line) => `${line}\n`).join(''));
  const complete = await askWish(wish, choices, { input, output });
  return { complete, said: String(output.read()) };
}

describe('askWish', () => {
  it('asks one thing after the other; an empty line takes what stands in brackets', async () => {
    const answers = [
      ...['AccessPolicy', 'prohibit', 'trained-people-only', '', 'legal'],
      ...['', 'GDPR 39(1)(b); 11 CCR 7100', '', 'marketing', ''],
    ];
    const { complete, said } = await conversation({}, answers);
    expect(complete).toEqual({
      kind: 'AccessPolicy',
      effect: 'prohibit',
      name: 'trained-people-only',
      title: 'Trained people only',
      owner: 'legal',
      requires: '',
      supports: 'GDPR 39(1)(b); 11 CCR 7100',
      stricterThanLaw: 'no',
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
        'Which articles of law demand it [none]? ',
        'Which articles does it help to keep [none]? ',
        'Does it go further than the law (yes, no) [no]? ',
        'Only for purposes of which data use (marketing) [every purpose]? ',
        'The folder above it [access]? ',
      ].join(''),
    );
  });

  it('asks only for what no flag said', async () => {
    const given = { kind: 'ConsentPolicy', name: 'a-yes', title: 'A yes', owner: 'legal', use: '', ...NO_LAW };
    const { said } = await conversation(given, ['']);
    expect(said).toBe('The folder above it [consent]? ');
  });

  it('says why an answer will not do, and asks again', async () => {
    const given = { kind: 'ConsentPolicy', title: 'A yes', owner: 'legal', theme: 'consent', ...NO_LAW };
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
      'Ana A.',
      'a',
      'b',
      'legal',
      'dpo',
    ];
    const { complete, said } = await conversation({ kind: 'Waiver', name: 'a-week' }, [...answers, '2026-12-31']);
    expect(complete).toMatchObject({ owner: 'privacy-office', role: 'dpo', until: '2026-12-31' });
    expect(said).toContain("'short' is not a reason of at least ten characters");
    expect(said).toContain("'Ana A.' is not an alias of lower-case letters");
    expect(said).toContain("'legal' is not one of dpo");
  });

  it('refuses input that ends before the last question', async () => {
    await expect(conversation({}, ['AccessPolicy'])).rejects.toMatchObject({ code: 'POLICY_ANSWER' });
  });
});
