import { NAME_HINTS, type NameHint } from './name-hint.js';
import { wordsOfName } from './name-words.js';

/** A hint with the phrase of the name that gave it. */
export interface GivenHint {
  readonly hint: NameHint;
  readonly phrase: string;
}

interface Phrase {
  readonly words: readonly string[];
  readonly whole: boolean;
  readonly given: GivenHint;
}

const PHRASES: readonly Phrase[] = NAME_HINTS.flatMap((hint) =>
  hint.phrases.map((phrase) => {
    const whole = phrase.startsWith('=');
    const bare = whole ? phrase.slice(1) : phrase;
    return { words: bare.split(' '), whole, given: { hint, phrase: bare } };
  }),
);

/** What the name of a column suggests: by its longest phrase; null where nothing in it is known. */
export function hintOfName(name: string): GivenHint | null {
  const words = wordsOfName(name);
  const told = PHRASES.filter((phrase) => stands(words, phrase));
  const longest = Math.max(0, ...told.map((phrase) => phrase.words.length));
  return told.find((phrase) => phrase.words.length === longest)?.given ?? null;
}

function stands(words: readonly string[], phrase: Phrase): boolean {
  if (phrase.whole) return words.join(' ') === phrase.words.join(' ');
  return words.some((_, at) => phrase.words.every((word, next) => words[at + next] === word));
}
