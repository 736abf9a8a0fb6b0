import { frozen } from './frozen.js';
import type { YamlDocument } from './yaml-document.js';

/** Characters of text whose documents are remembered: thousands of policies, and no more than a thread can hold. */
const CHARACTERS_MAX = 8_388_608;
/** Grounds that something is remembered under: a set of policies is read against the registers, and beside fixtures. */
const GROUNDS_MAX = 4;

interface Memory {
  /** By text, those that were asked for longest ago first. */
  readonly documents: Map<string, YamlDocument>;
  characters: number;
}

let memory: Memory | undefined;

/**
 * From now on this thread remembers the documents that it reads, for one that reads the same policies again and again. A
 * document is what its text says and nothing else, so that the same text in another file is parsed once; only its value
 * is frozen.
 */
export function rememberDocuments(): void {
  memory ??= { documents: new Map(), characters: 0 };
}

export function rememberedDocument(file: string, text: string, read: () => YamlDocument): YamlDocument {
  if (!memory) return read();
  const { documents } = memory;
  const known = documents.get(text);
  const document = known?.inFile(file) ?? read();
  if (known) documents.delete(text);
  else memory.characters += text.length;
  frozen(document.value);
  documents.set(text, document);
  for (const [oldest] of documents) {
    if (memory.characters <= CHARACTERS_MAX) break;
    documents.delete(oldest);
    memory.characters -= oldest.length;
  }
  return document;
}

/**
 * What was made of remembered documents, each under a ground, which stands for all that it was made with. A value that is
 * not frozen can change, so that nothing made of it is kept.
 */
export class MadeOfDocuments<Made> {
  readonly #made = new WeakMap<object, Map<string, Made>>();

  known({ value }: YamlDocument, ground: string): Made | undefined {
    return isKept(value) ? this.#made.get(value)?.get(ground) : undefined;
  }

  keep({ value }: YamlDocument, ground: string, made: Made): void {
    if (!isKept(value)) return;
    const byGround = this.#made.get(value) ?? new Map<string, Made>();
    const [oldest] = byGround.keys();
    if (byGround.size >= GROUNDS_MAX && oldest !== undefined) byGround.delete(oldest);
    this.#made.set(value, byGround.set(ground, made));
  }
}

function isKept(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.isFrozen(value);
}
