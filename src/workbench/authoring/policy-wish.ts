import { nearestWord } from '../../documents/index.js';
import { authoringError } from './authoring.errors.js';

export const POLICY_KINDS = [
  'AccessPolicy',
  'ConsentPolicy',
  'RetentionPolicy',
  'DisclosurePolicy',
  'BiasPolicy',
  'Waiver',
] as const;

/** What somebody says of a policy that is to be written; what is left out is asked for, or has a default. */
export interface PolicyWish {
  readonly kind?: string;
  readonly name?: string;
  /** Of an AccessPolicy: grant or prohibit. */
  readonly effect?: string;
  /** The folder above the policy; by kind when absent. */
  readonly theme?: string;
  readonly title?: string;
  readonly owner?: string;
  /** A data use: the policy then speaks of purposes of that use and below it. Empty for every purpose. */
  readonly use?: string;
  /** Articles that demand the rule, and articles that it helps to keep, each parted by semicolons; empty for none. */
  readonly requires?: string;
  readonly supports?: string;
  /** `yes` where the rule goes further than the law. */
  readonly stricterThanLaw?: string;
  /** Of a waiver: the rule that it lifts, for which purpose, why, who asked and approved, and until when. */
  readonly rule?: string;
  readonly purpose?: string;
  readonly reason?: string;
  readonly requestedBy?: string;
  readonly approvedBy?: string;
  readonly role?: string;
  readonly until?: string;
}

export type WishKey = keyof PolicyWish;

/** One thing that is still to be said. */
export interface Question {
  readonly key: WishKey;
  /** As a person is asked. */
  readonly text: string;
  /** What an empty answer means; without it there must be an answer. */
  readonly fallback?: string;
  /** What an empty fallback is called, for people. */
  readonly none?: string;
  /** The words that it takes; any when absent. */
  readonly words?: readonly string[];
  readonly pattern?: RegExp;
  /** What the pattern means, for people. */
  readonly shape?: string;
}

const NAME = {
  pattern: /^(?=.{1,80}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  shape: 'a name in kebab-case, at most 80 characters',
};
// A policy below `waivers/` or `packs/` would be read as something else.
const THEME = { pattern: /^(?!(waivers|packs|fixtures)$)(?=.{1,80}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/, shape: NAME.shape };
const TITLE = { pattern: /^(?=.{1,200}$).*\S/, shape: 'some text, at most 200 characters' };
const TEAM = { pattern: /^(?=.{1,100}$).*\S/, shape: 'some text, at most 100 characters' };
const ALIAS = {
  pattern: /^(?=.{1,60}$)[a-z0-9]+([._-][a-z0-9]+)*$/,
  shape: 'an alias of lower-case letters and digits, parted by dot, dash or underscore',
};
const ARTICLES = {
  pattern: /^(?=([^;]*;){0,19}[^;]*$) *[^; ][^;]{0,99}(; *[^; ][^;]{0,99})*$/,
  shape: 'articles such as GDPR 6(1)(a), parted by semicolons',
};
const REASON = { pattern: /^.{10,1000}$/s, shape: 'a reason of at least ten characters' };
const DATE = { pattern: /^\d{4}-\d\d-\d\d$/, shape: 'a date such as 2026-12-31' };

const THEMES: Readonly<Record<string, string>> = {
  AccessPolicy: 'access',
  ConsentPolicy: 'consent',
  RetentionPolicy: 'retention',
  DisclosurePolicy: 'disclosure',
  BiasPolicy: 'fairness',
};

/** What a deployment offers to choose from. */
export interface Choices {
  readonly uses: readonly string[];
  readonly purposes: readonly string[];
  /** Rules that can be waived, each with the roles that may approve that. */
  readonly waivable: ReadonlyMap<string, readonly string[]>;
  /** Who owns a policy when nobody says. */
  readonly owner: string;
}

/** Every question that a wish of its kind leads to, whether it is answered or not, in the order of asking. */
export function questionsOf(wish: PolicyWish, choices: Choices): readonly Question[] {
  const kind: Question = { key: 'kind', text: 'What kind of policy', words: POLICY_KINDS };
  const name: Question = { key: 'name', text: 'Its name', ...NAME };
  const owner: Question = { key: 'owner', text: 'Which team owns it', fallback: choices.owner, ...TEAM };
  if (wish.kind === undefined) return [kind];
  if (wish.kind === 'Waiver') return [kind, name, owner, ...waiverQuestions(wish, choices)];
  const effect: Question = { key: 'effect', text: 'Does it grant or prohibit', words: ['grant', 'prohibit'] };
  return [
    kind,
    ...(wish.kind === 'AccessPolicy' ? [effect] : []),
    name,
    { key: 'title', text: 'The rule as one sentence', fallback: sentenceOf(wish.name ?? ''), ...TITLE },
    owner,
    ...lawQuestions(wish),
    {
      key: 'use',
      text: 'Only for purposes of which data use',
      fallback: '',
      none: 'every purpose',
      words: choices.uses,
    },
    { key: 'theme', text: 'The folder above it', fallback: THEMES[wish.kind] ?? 'access', ...THEME },
  ];
}

// Who names no law writes a house rule.
function lawQuestions({ requires = '', supports = '' }: PolicyWish): readonly Question[] {
  const stricter = requires === '' && supports === '' ? 'yes' : 'no';
  return [
    { key: 'requires', text: 'Which articles of law demand it', fallback: '', none: 'none', ...ARTICLES },
    { key: 'supports', text: 'Which articles does it help to keep', fallback: '', none: 'none', ...ARTICLES },
    { key: 'stricterThanLaw', text: 'Does it go further than the law', fallback: stricter, words: ['yes', 'no'] },
  ];
}

function waiverQuestions({ rule = '' }: PolicyWish, { waivable, purposes }: Choices): readonly Question[] {
  return [
    { key: 'rule', text: 'Which rule does it lift', words: [...waivable.keys()] },
    { key: 'purpose', text: 'For which purpose', words: purposes },
    { key: 'reason', text: 'Why', ...REASON },
    { key: 'requestedBy', text: 'Who asks for it', ...ALIAS },
    { key: 'approvedBy', text: 'Who approves it', ...ALIAS },
    { key: 'role', text: 'In which role', words: waivable.get(rule) ?? [] },
    { key: 'until', text: 'Until which day', ...DATE },
  ];
}

/** Why an answer will not do; undefined when it will. */
export function mistakeIn({ words, pattern, shape, fallback }: Question, answer: string): string | undefined {
  if (answer === '' && fallback === '') return undefined;
  if (words && !words.includes(answer)) {
    const nearest = nearestWord(answer, words);
    const known = words.length === 0 ? 'nothing: there is none' : `one of ${listed(words)}`;
    return `'${answer.slice(0, 80)}' is not ${known}${nearest ? `; did you mean ${nearest}` : ''}`;
  }
  return pattern && !pattern.test(answer) ? `'${answer.slice(0, 80)}' is not ${shape}` : undefined;
}

function listed(words: readonly string[]): string {
  return words.length > 12 ? `${words.slice(0, 12).join(', ')}, …` : words.join(', ');
}

/**
 * A wish with every default filled in.
 * @throws POLICY_NAME, POLICY_ANSWER for the first question without an answer that it takes
 */
export function completeWish(wish: PolicyWish, choices: Choices): Readonly<Record<WishKey, string>> {
  let complete = wish;
  for (let question = nextOf(complete, choices); question; question = nextOf(complete, choices)) {
    if (question.fallback === undefined) throw refused(question, 'no answer');
    complete = { ...complete, [question.key]: question.fallback };
  }
  for (const question of questionsOf(complete, choices)) {
    const mistake = mistakeIn(question, complete[question.key] ?? '');
    if (mistake) throw refused(question, mistake);
  }
  return complete as Readonly<Record<WishKey, string>>;
}

/** The first question that a wish leaves open. */
export function nextOf(wish: PolicyWish, choices: Choices): Question | undefined {
  return questionsOf(wish, choices).find(({ key }) => wish[key] === undefined);
}

/** Whether somebody must still be asked: a question without a default is open. */
export function isOpen(wish: PolicyWish, choices: Choices): boolean {
  return questionsOf(wish, choices).some(({ key, fallback }) => wish[key] === undefined && fallback === undefined);
}

function refused({ key, text, words, shape }: Question, found: string) {
  const flag = key === 'name' ? 'Say it after `probity policy new`' : `Say it with --${dashed(key)}`;
  return authoringError(key === 'name' || key === 'theme' ? 'POLICY_NAME' : 'POLICY_ANSWER', {
    found: `${text.toLowerCase()}: ${found}`,
    expected: words ? `one of ${listed(words)}` : (shape ?? 'an answer'),
    next: `${flag}, or answer the question on a terminal.`,
  });
}

function dashed(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function sentenceOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
