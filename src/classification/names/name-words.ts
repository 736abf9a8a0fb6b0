/**
 * The words of a column's name, lower case: `CCNumber`, `cc_number` and `cc number` are all `cc`, `number`. Digits at the
 * end of a word are dropped, accents stay.
 */
export function wordsOfName(name: string): readonly string[] {
  return name
    .slice(0, 200)
    .replace(/(\p{Ll}|\d)(?=\p{Lu})/gu, '$1 ')
    .replace(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
}
