import { frozen, MadeOfDocuments, type YamlDocument } from '../../documents/index.js';
import type { PolicyFile } from './policy-files.js';
import { groundOf, type PolicyRegisters } from './policy-registers.js';
import type { ReadFile } from './read-policy.js';
import type { Rule } from './rule.js';

const made = new MadeOfDocuments<Extract<ReadFile, { kind: 'rule' }>>();

/**
 * What a policy's document was read as before, where the thread remembers its documents and nothing changed that it is
 * checked against; else what `read` gives. The same rule is the same object, unless it lies in another file now.
 */
export function rememberedRule(
  document: YamlDocument,
  { file, registers }: { readonly file: PolicyFile; readonly registers: PolicyRegisters },
  read: () => ReadFile,
): ReadFile {
  const ground = `${groundOf(registers)} ${file.holds} ${file.expected}`;
  const known = made.known(document, ground);
  if (known?.rule.place.file === document.file) return known;
  const one = known ? { ...known, document, rule: inFile(known.rule, document.file) } : read();
  if (one.kind === 'rule') made.keep(document, ground, { ...one, rule: frozen(one.rule) });
  return one;
}

function inFile(rule: Rule, file: string): Rule {
  const leafPlaces = rule.leafPlaces.map((place) => place && { ...place, file });
  return frozen({ ...rule, place: { ...rule.place, file }, leafPlaces });
}
