import type { Diagnostic, NamedDocument } from '../../documents/index.js';
import type { Dataset } from './dataset.schema.js';
import { sourceMistakes } from './source-mistakes.js';

/** The mistakes of the consent table of a dataset: each of its words means one thing. */
export function consentMistakes({ document, value }: NamedDocument<Dataset>): readonly Diagnostic[] {
  const { consent, subjectKey } = value;
  if (!consent) return [];
  const used = [consent.subjectKey, consent.purposeColumn, consent.stateColumn, consent.atColumn];
  const seen = new Set<string>();
  const words = Object.entries(consent.states).flatMap(([state, list]) =>
    list.flatMap((word, at) => {
      if (!seen.has(word)) {
        seen.add(word);
        return [];
      }
      const mistake = { code: 'CONSENT_WORD_TWICE', found: `'${word}' again`, expected: 'one meaning for each word' };
      return [document.diagnostic(['consent', 'states', state, at], mistake)];
    }),
  );
  const keyless = { code: 'CONSENT_WITHOUT_KEY', found: 'no subject key', expected: 'subjectKey: a column' };
  return [
    ...sourceMistakes(document, ['consent', 'source'], consent.source, used),
    ...words,
    ...(subjectKey === undefined ? [document.diagnostic(['consent'], keyless, 'key')] : []),
  ];
}
