import { frozen } from './frozen.js';
import type { YamlDocument } from './yaml-document.js';

/** Characters of text whose documents are remembered: thousands of policies, and no more than a thread can hold. */
const CHARACTERS_MAX = 8_388_608;

interface Memory {
  readonly documents: Map<string, YamlDocument>;
  characters: number;
}

let memory: Memory | undefined;

/**
 * From now on this thread remembers the documents that it reads, for one that reads the same folders again and again. A
 * document is what its text says and nothing else, so that the same text is the same document; only its value is frozen.
 */
export function rememberDocuments(): void {
  memory ??= { documents: new Map(), characters: 0 };
}

export function rememberedDocument(file: string, text: string, read: () => YamlDocument): YamlDocument {
  if (!memory) return read();
  const known = memory.documents.get(file);
  if (known?.text === text) return known;
  const document = read();
  frozen(document.value);
  memory.characters += text.length - (known?.text.length ?? 0);
  if (memory.characters > CHARACTERS_MAX) {
    memory.documents.clear();
    memory.characters = text.length;
  }
  memory.documents.set(file, document);
  return document;
}
