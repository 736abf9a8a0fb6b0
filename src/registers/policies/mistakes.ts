import type { Diagnostic, DocumentPath, YamlDocument } from '../../documents/index.js';
import { nearestWord } from '../../documents/index.js';
import type { PolicyMistakeCode } from './policies.errors.js';

/** Collects the mistakes of one document, so that all of them can be shown at once. */
export class Mistakes {
  readonly found: Diagnostic[] = [];

  constructor(readonly document: YamlDocument) {}

  add(path: DocumentPath, code: PolicyMistakeCode, found: string, expected: string): undefined {
    this.found.push(this.document.diagnostic(path, { code, found, expected }));
    return undefined;
  }

  /** A key that a mapping does not have, placed at the key itself. */
  unknownKey(path: DocumentPath, known: readonly string[]): undefined {
    const key = String(path.at(-1));
    const mistake = { code: 'UNKNOWN_KEY', found: `the key '${key}'`, expected: `one of ${known.join(', ')}` };
    this.found.push(this.document.diagnostic(path, { ...mistake, nearest: nearestWord(key, known) }, 'key'));
    return undefined;
  }

  /** A word outside a list, with the nearest one of it. */
  unknown(path: DocumentPath, code: PolicyMistakeCode, word: string, known: readonly string[]): undefined {
    const shown = known.length > 12 ? `${known.slice(0, 12).join(', ')}, …` : known.join(', ');
    const mistake = {
      code,
      found: `'${word.slice(0, 80)}'`,
      expected: shown ? `one of ${shown}` : 'nothing: none is known',
    };
    this.found.push(this.document.diagnostic(path, { ...mistake, nearest: nearestWord(word, known) }));
    return undefined;
  }
}
