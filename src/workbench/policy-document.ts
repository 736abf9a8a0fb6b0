import { type DocumentPath, readYaml, type YamlDocument } from '../documents/index.js';
import {
  filledPolicy,
  type Place,
  type Policy,
  type PolicyFile,
  type PolicyRegisters,
} from '../registers/policies/index.js';

/** A policy as its author wrote it, with its places and the values of the constants that it names; it was checked before. */
export interface PolicyDocument {
  readonly policy: Policy;
  readonly document: YamlDocument;
}

export function policyDocument(
  { file, text }: PolicyFile,
  { constants }: Pick<PolicyRegisters, 'constants'>,
  changing: 'last' | 'as-written' = 'last',
): PolicyDocument {
  const document = readYaml(file, text);
  return { policy: filledPolicy(document, constants, changing), document };
}

/** Where the key at the end of a path stands, or its value; for an item of a list, where the item begins. */
export function placeIn(
  { document }: PolicyDocument,
  path: DocumentPath,
  which: 'key' | 'value' = typeof path.at(-1) === 'number' ? 'value' : 'key',
): Place {
  return { file: document.file, ...document.placeOf(path, which) };
}
