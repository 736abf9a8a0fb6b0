import type { Document, LineCounter } from 'yaml';
import { isMap, isNode, isPair, isScalar } from 'yaml';
import type { Diagnostic } from './diagnostic.js';

export type DocumentPath = readonly (string | number)[];

/** A YAML or JSON document that was read safely: its plain value, and the place of everything in it. */
export class YamlDocument {
  constructor(
    readonly file: string,
    readonly text: string,
    readonly value: unknown,
    private readonly source: {
      readonly document: Document.Parsed;
      readonly lines: LineCounter;
      readonly firstLine: number;
    },
  ) {}

  /** The same text with another value, such as one with parts filled in: places stay those of the text. */
  withValue(value: unknown): YamlDocument {
    return new YamlDocument(this.file, this.text, value, this.source);
  }

  /** The same document, where it lies in another file. */
  inFile(file: string): YamlDocument {
    return file === this.file ? this : new YamlDocument(file, this.text, this.value, this.source);
  }

  /** The place of the value at `path`, or of the nearest thing above it that exists. */
  placeOf(path: DocumentPath, which: 'key' | 'value' = 'value'): { readonly line: number; readonly column: number } {
    for (let length = path.length; length >= 0; length--) {
      const offset = this.#offsetOf(path.slice(0, length), length === path.length ? which : 'key');
      if (offset !== undefined) return this.#linePlace(offset);
    }
    return { line: this.source.firstLine, column: 1 };
  }

  /** A diagnostic at `path`; `at: 'key'` points at the key itself, for unknown keys. */
  diagnostic(
    path: DocumentPath,
    mistake: Pick<Diagnostic, 'code' | 'found' | 'expected'> & { readonly nearest?: string | undefined },
    at: 'key' | 'value' = 'value',
  ): Diagnostic {
    const { nearest, ...rest } = mistake;
    const place = this.placeOf(path, at);
    const excerpt = excerptOf(this.text, place);
    return { ...rest, ...(nearest ? { nearest } : {}), file: this.file, ...place, path: dotted(path), excerpt };
  }

  #offsetOf(path: DocumentPath, which: 'key' | 'value'): number | undefined {
    const parent = path.length > 0 ? this.source.document.getIn(path.slice(0, -1), true) : undefined;
    if (which === 'key' && isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1));
      if (pair && isScalar(pair.key)) return pair.key.range?.[0];
    }
    const node = path.length === 0 ? this.source.document.contents : this.source.document.getIn(path, true);
    return isNode(node) ? node.range?.[0] : undefined;
  }

  #linePlace(offset: number): { line: number; column: number } {
    const { line, col } = this.source.lines.linePos(offset);
    return { line, column: col };
  }
}

/** The line at a place with a caret below it; long lines are cut around the place. */
export function excerptOf(text: string, place: { readonly line: number; readonly column: number }): string {
  const line = text.split('\n')[place.line - 1]?.replace(/\r$/, '').replaceAll('\t', ' ') ?? '';
  const start = Math.max(0, place.column - 60);
  const number = String(place.line);
  const caret = ' '.repeat(number.length + 3 + place.column - 1 - start);
  return `${number} | ${line.slice(start, start + 120)}\n${caret}^`;
}

/** `['spec', 'rules', 0, 'when']` as `spec.rules[0].when`. */
export function dotted(path: DocumentPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
