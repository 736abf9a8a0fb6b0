/**
 * One published format of personal data. Patterns have no repetition inside a repetition without bound, so that no text can make them slow; a spec
 * holds that.
 */
export interface Detector {
  readonly name: string;
  /** In the plural, for sentences. */
  readonly title: string;
  /** A Fideslang data category. */
  readonly category: string;
  /** Who published the format. */
  readonly source: string;
  /** Changes when `isValid` or `needsContext` decides otherwise: functions are not in the digest of the set. */
  readonly revision: number;
  /** The whole of a value. */
  readonly whole: RegExp;
  /** The same inside a longer text, with flag g; null where the form is too plain to be told from other text. */
  readonly inside: RegExp | null;
  /** A sign without which no text can hold one; looked for first because that is fast. */
  readonly sign: RegExp;
  /** Check digits and ranges, of what the pattern took. */
  readonly isValid: (text: string) => boolean;
  /** The share of strings of this form that are valid by chance: 0.1 for one decimal check digit, about 0 for a closed form. */
  readonly chance: number;
  /** Whether this text counts only beside a word of `context`. */
  readonly needsContext: (text: string) => boolean;
  /** Words that tell of the format nearby or in the name of a column, lower case. */
  readonly context: readonly string[];
}

type Optional = 'revision' | 'inside' | 'isValid' | 'chance' | 'needsContext' | 'context';

const never = () => false;
const always = () => true;

/** A detector with what it leaves out; every string of the form is valid then and none needs a word nearby. */
export function detector(parts: Omit<Detector, Optional> & Partial<Pick<Detector, Optional>>): Detector {
  const whole = { revision: 1, inside: null, isValid: always, chance: 0, needsContext: never, context: [] };
  return Object.freeze({ ...whole, ...parts });
}

/** Nothing but the digits of a text. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Whether a text is digits alone: nothing in its form says what it is. */
export function isBare(text: string): boolean {
  return /^\d+$/.test(text);
}

/** For a form that a word must stand beside, always. */
export const onlyInContext = always;
