import { createInterface } from 'node:readline';
import { authoringError } from './authoring.errors.js';
import { type Choices, mistakeIn, nextOf, type PolicyWish, type Question } from './policy-wish.js';

/** A terminal, or anything that is read and written like one. */
export interface Conversation {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Asks for what a wish leaves open, one line each; an answer that will not do is asked for again, with the reason.
 * @throws POLICY_ANSWER when the input ends before every question is answered
 */
export async function askWish(
  wish: PolicyWish,
  choices: Choices,
  { input, output }: Conversation,
): Promise<PolicyWish> {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const answers = lines[Symbol.asyncIterator]();
  let complete = wish;
  try {
    for (let question = nextOf(complete, choices); question; question = nextOf(complete, choices)) {
      output.write(promptOf(question));
      const answer = answerOf(question, await answers.next());
      const mistake = mistakeIn(question, answer);
      if (mistake) output.write(`  ${mistake}\n`);
      else complete = { ...complete, [question.key]: answer };
    }
  } finally {
    lines.close();
  }
  return complete;
}

function promptOf({ text, fallback, none = '', words }: Question): string {
  const choice = words && words.length <= 12 ? ` (${words.join(', ')})` : '';
  const byDefault = fallback === undefined ? '' : ` [${fallback || none}]`;
  return `${text}${choice}${byDefault}? `;
}

function answerOf({ text, fallback }: Question, { done, value }: IteratorResult<string, unknown>): string {
  if (!done) return String(value).trim() || (fallback ?? '');
  throw authoringError('POLICY_ANSWER', {
    found: `${text.toLowerCase()}: the input ended`,
    next: 'Answer the question, or say it with a flag.',
  });
}
