import type { Diagnostic } from './diagnostic.js';
import { nearestWord } from './nearest-word.js';
import type { DocumentPath, YamlDocument } from './yaml-document.js';

const SHOWN_MAX = 12;

/** The mistake of a word that is not one of those known, with the nearest of them. */
export function wordMistake(
  document: YamlDocument,
  path: DocumentPath,
  code: string,
  { word, known }: { readonly word: string; readonly known: readonly string[] },
): Diagnostic {
  const shown = known.length > SHOWN_MAX ? `${known.slice(0, SHOWN_MAX).join(', ')}, …` : known.join(', ');
  const expected = known.length === 0 ? 'nothing: none is declared' : `one of ${shown}`;
  return document.diagnostic(path, {
    code,
    found: `'${word.slice(0, 80)}'`,
    expected,
    nearest: nearestWord(word, known),
  });
}
