import { readFileSync } from 'node:fs';
import { checkSchema, type Diagnostic, DocumentError, readYaml, type YamlDocument } from '../../../documents/index.js';
import { type FidesManifest, FidesSchema } from './fides.schema.js';

/** A manifest as it lies on disk: it cannot be read, it has the wrong shape, or it is there. */
export type ReadManifest =
  | { readonly kind: 'unreadable'; readonly mistakes: readonly Diagnostic[] }
  | { readonly kind: 'invalid'; readonly mistakes: readonly Diagnostic[] }
  | {
      readonly kind: 'manifest';
      readonly document: YamlDocument;
      readonly value: FidesManifest;
      /** Keys that Fides does not have; what they were meant to say is not known. */
      readonly notices: readonly Diagnostic[];
    };

/** Reads a Fides manifest without changing it. Throws only when the file itself cannot be opened. */
export function readManifest(file: string): ReadManifest {
  const text = readFileSync(file, 'utf8');
  let document: YamlDocument;
  try {
    document = readYaml(file, text);
  } catch (error) {
    if (error instanceof DocumentError) return { kind: 'unreadable', mistakes: error.diagnostics };
    throw error;
  }
  const found = checkSchema(document, FidesSchema);
  const mistakes = found.filter((mistake) => !isNotice(mistake));
  if (mistakes.length > 0) return { kind: 'invalid', mistakes };
  return { kind: 'manifest', document, value: document.value as FidesManifest, notices: found.filter(isNotice) };
}

// An unknown key of a dataset loses a description at most: a column without category cannot be used. In a rule it
// would disable the rule without a word.
function isNotice({ code, path }: Diagnostic): boolean {
  return code === 'UNKNOWN_KEY' && path.startsWith('dataset');
}
