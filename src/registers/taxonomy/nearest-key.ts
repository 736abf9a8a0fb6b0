import { nearestWord } from '../../documents/index.js';

/**
 * The known key nearest to an unknown one: a slip of the pen first; then the key that shares most of its words, those at
 * the end counting first. Keys of older taxonomies moved below other keys and kept their last word.
 */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  const slip = nearestWord(key, known);
  if (slip !== undefined && slip.split('.').at(-1) === key.split('.').at(-1)) return slip;
  return sharing(key, known) ?? slip;
}

function sharing(key: string, known: readonly string[]): string | undefined {
  const words = wordsOf(key);
  const last = words.at(-1);
  const candidates = known.filter((one) => wordsOf(one).at(-1) === last);
  const pool = candidates.length > 0 ? candidates : known.filter((one) => wordsOf(one).includes(last ?? ''));
  return [...pool].sort((a, b) => shared(b, words) - shared(a, words) || a.length - b.length || (a < b ? -1 : 1))[0];
}

function shared(key: string, words: readonly string[]): number {
  return wordsOf(key).filter((word) => words.includes(word)).length;
}

function wordsOf(key: string): readonly string[] {
  return key.split('.');
}
