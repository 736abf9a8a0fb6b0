import type { Document } from 'yaml';
import { isCollection, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, YAMLMap, YAMLSeq } from 'yaml';
import { canonicalJson, readYaml } from '../../documents/index.js';
import { authoringError } from './authoring.errors.js';

const WIDTH = 120;
const ROUNDS_MAX = 64;
const LAYOUT = { lineWidth: WIDTH, indent: 2, indentSeq: true, singleQuote: false } as const;

/**
 * A YAML document in the one layout that Probity's own files have: two spaces, `{ spaced: maps }`, `[tight, lists]`,
 * plain words or double quotes, lines of 120 characters where they can be broken. Comments, the order of keys, and
 * what stands in a block or on one line stay as they were, unless a line is too long.
 * @throws DocumentError when the text is not readable, FORMAT_CHANGES_MEANING when the layout would read otherwise
 */
export function formatText(file: string, text: string): string {
  const before = readYaml(file, text);
  const formatted = laidOut(text);
  if (canonicalJson(readYaml(file, formatted).value) === canonicalJson(before.value)) return formatted;
  throw authoringError('FORMAT_CHANGES_MEANING', {
    found: 'a document that its canonical layout would change',
    where: file,
    next: 'Nothing was written. Please report this with the document.',
  });
}

// Breaking one line can move others. Each round opens the outermost flow collections that are too long; what cannot be
// broken further stays as it is.
function laidOut(text: string): string {
  let next = print(parsed(text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')));
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const document = parsed(next);
    openLong(document, next);
    const last = next;
    next = print(document);
    if (next === last) break;
  }
  return next;
}

function parsed(text: string): Document.Parsed {
  return parseDocument(text, { version: '1.2', schema: 'core' });
}

function print(document: Document.Parsed): string {
  visit(document, (_key, node) => {
    if (isScalar(node) && node.type === 'QUOTE_SINGLE') node.type = 'QUOTE_DOUBLE';
    if (isSeq(node)) pad(node, YAMLSeq.prototype.toString, '');
    if (isMap(node)) pad(node, YAMLMap.prototype.toString, ' ');
  });
  return document.toString(LAYOUT);
}

type Print = YAMLMap['toString'] | YAMLSeq['toString'];

// The library pads maps and lists alike; the files of this project pad maps alone.
function pad(node: YAMLMap | YAMLSeq, printed: Print, padding: string): void {
  node.toString = (context, ...rest) =>
    printed.call(node as never, context && Object.assign({}, context, { flowCollectionPadding: padding }), ...rest);
}

function openLong(document: Document.Parsed, text: string): void {
  const lines = new LineCounter();
  lines.lineStarts = [...text.matchAll(/^/gm)].map(({ index }) => index);
  const length = text.split('\n').map((line) => line.length);
  visit(document, (_key, node) => {
    if (!isCollection(node) || !node.flow || !node.range) return undefined;
    const first = lines.linePos(node.range[0]).line;
    const isLong = (length[first - 1] ?? 0) > WIDTH || lines.linePos(node.range[1]).line > first;
    if (isLong && node.items.length > 0) node.flow = false;
    return visit.SKIP;
  });
}
