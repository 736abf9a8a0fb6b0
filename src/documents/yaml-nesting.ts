import { CST, isCollection, isPair, Lexer } from 'yaml';

/**
 * The offset at which a text nests deeper than `limit` levels; undefined when it never does.
 * Looks at tokens alone: composing a hostile text recurses, and where the stack ends inside a regular expression the
 * process dies instead of throwing. Counts open brackets, and the columns at which block collections begin.
 */
export function tooDeepAt(text: string, limit: number): number | undefined {
  const nesting = new Nesting();
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    // Tokens of the lexer's own stand for no character of the text.
    if (type === 'doc-mode' || type === 'scalar' || type === 'flow-error-end') continue;
    nesting.take(type, token);
    if (nesting.depth > limit) return offset;
    offset += token.length;
  }
  return undefined;
}

/**
 * Every node and pair of a composed document in the order of its text, with the number of collections around it. The
 * library's own visitor copies the way to each of them, which costs as much as reading the document.
 */
export function* nodesOf(contents: unknown): Generator<{ readonly node: unknown; readonly depth: number }> {
  const waiting = [{ node: contents, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    const { node, depth } = next;
    if (isPair(node)) waiting.push({ node: node.value, depth }, { node: node.key, depth });
    if (isCollection(node)) for (const item of node.items.toReversed()) waiting.push({ node: item, depth: depth + 1 });
  }
}

const BLANKS = new Set(['space', 'newline', 'comment', 'byte-order-mark']);
const INDICATORS = new Set(['seq-item-ind', 'explicit-key-ind', 'map-value-ind', 'newline']);

class Nesting {
  #columns: number[] = [];
  #brackets = 0;
  #column = 0;
  /** The next token may begin a block collection: it is the first of its line, or follows an indicator. */
  #opens = true;

  get depth(): number {
    return this.#columns.length + this.#brackets;
  }

  take(type: CST.TokenType | null, token: string): void {
    if (type === 'doc-start' || type === 'doc-end') this.#columns = [];
    if (!BLANKS.has(type ?? '') && this.#brackets === 0) this.#block();
    if (type === 'flow-map-start' || type === 'flow-seq-start') this.#brackets += 1;
    if (type === 'flow-map-end' || type === 'flow-seq-end') this.#brackets = Math.max(0, this.#brackets - 1);
    const lineEnd = token.lastIndexOf('\n');
    this.#column = lineEnd < 0 ? this.#column + token.length : token.length - lineEnd - 1;
    if (INDICATORS.has(type ?? '') || lineEnd >= 0) this.#opens = true;
    else if (!BLANKS.has(type ?? '')) this.#opens = false;
  }

  #block(): void {
    if (!this.#opens) return;
    while ((this.#columns.at(-1) ?? -1) >= this.#column) this.#columns.pop();
    this.#columns.push(this.#column);
  }
}
