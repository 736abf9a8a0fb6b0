import type { Document, ErrorCode } from 'yaml';
import { isAlias, isCollection, isScalar, LineCounter, parseAllDocuments } from 'yaml';
import { type Diagnostic, DocumentError } from './diagnostic.js';
import { rememberedDocument } from './remembered-documents.js';
import { excerptOf, YamlDocument } from './yaml-document.js';
import { nodesOf, tooDeepAt } from './yaml-nesting.js';

const BYTES_MAX = 1024 * 1024;
const DEPTH_MAX = 32;
const ALIASES_MAX = 20;
// The library counts the anchor itself as well.
const EXPANSIONS_MAX = ALIASES_MAX + 1;
// Bidirectional controls can make a document read otherwise than it means (CVE-2021-42574).
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * Reads one YAML 1.2 core document (JSON is a subset) from an untrusted file.
 * Refuses duplicate keys, custom tags, alias bombs, bidirectional controls, more than 1 MiB and depth above 32.
 * @throws DocumentError with every mistake found
 */
export function readYaml(file: string, text: string): YamlDocument {
  return rememberedDocument(file, text, () => readOne(file, text));
}

function readOne(file: string, text: string): YamlDocument {
  const documents = readYamlStream(file, text);
  const [first, second] = documents;
  if (!first) throw new DocumentError([refusal(file, text, 0, 'YAML_EMPTY', 'an empty document', 'one YAML document')]);
  if (second) {
    const place = second.placeOf([]);
    throw new DocumentError([
      { ...refusal(file, text, 0, 'YAML_MANY', 'more than one document', 'one document in the file'), ...place },
    ]);
  }
  return first;
}

/** Reads every document of a file that may hold several, separated by `---`. */
export function readYamlStream(file: string, text: string): readonly YamlDocument[] {
  const refused = refusedText(file, text);
  if (refused) throw new DocumentError([refused]);
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    strict: true,
    prettyErrors: false,
    stringKeys: true,
  });
  const documents = Array.isArray(parsed) ? parsed : [];
  const mistakes = documents.flatMap((document) => mistakesOf(file, text, document));
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  return documents.map((document) => {
    const firstLine = lines.linePos(document.range[0]).line || 1;
    const value: unknown = document.toJS({ maxAliasCount: EXPANSIONS_MAX });
    return new YamlDocument(file, text, value, { document, lines, firstLine });
  });
}

function refusedText(file: string, text: string): Diagnostic | undefined {
  const bytes = Buffer.byteLength(text);
  if (bytes > BYTES_MAX) {
    return refusal(file, text, 0, 'YAML_TOO_LARGE', `${bytes} bytes`, `at most ${BYTES_MAX} bytes`);
  }
  const bidi = BIDI.exec(text);
  if (bidi) {
    const name = `U+${(bidi[0].codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;
    return refusal(file, text, bidi.index, 'YAML_BIDI', `the bidirectional control ${name}`, 'plain text');
  }
  // A coarse bound before anything recurses; the exact one is counted on the composed document.
  const deep = tooDeepAt(text, 2 * DEPTH_MAX);
  if (deep === undefined) return undefined;
  return refusal(file, text, deep, 'YAML_TOO_DEEP', `depth over ${2 * DEPTH_MAX}`, `at most ${DEPTH_MAX} levels`);
}

function mistakesOf(file: string, text: string, document: Document.Parsed): Diagnostic[] {
  const problems = [...document.errors, ...document.warnings].map(({ code, message, pos }) =>
    refusal(file, text, pos[0], codeOf(code), message, 'valid YAML 1.2'),
  );
  return problems.length > 0 ? problems : shapeMistakes(file, text, document);
}

function codeOf(code: ErrorCode): string {
  if (code === 'DUPLICATE_KEY') return 'YAML_DUPLICATE_KEY';
  return code === 'TAG_RESOLVE_FAILED' ? 'YAML_TAG' : 'YAML_SYNTAX';
}

function shapeMistakes(file: string, text: string, document: Document.Parsed): Diagnostic[] {
  const found: Diagnostic[] = [];
  let aliases = 0;
  for (const { node, depth } of nodesOf(document.contents)) {
    const at = (node as { range?: readonly number[] | null } | null)?.range?.[0] ?? 0;
    if (depth > DEPTH_MAX) {
      found.push(refusal(file, text, at, 'YAML_TOO_DEEP', `depth ${depth}`, `at most ${DEPTH_MAX} levels`));
      break;
    }
    if (isAlias(node) && ++aliases > ALIASES_MAX) {
      found.push(refusal(file, text, at, 'YAML_ALIASES', 'too many aliases', `at most ${ALIASES_MAX}`));
      break;
    }
    if (isAlias(node) && !node.resolve(document)) {
      found.push(refusal(file, text, at, 'YAML_SYNTAX', `an alias of nothing, *${node.source}`, 'an anchor before it'));
    }
    if ((isScalar(node) || isCollection(node)) && node.tag && !node.tag.startsWith('tag:yaml.org,2002:')) {
      found.push(refusal(file, text, at, 'YAML_TAG', `the tag ${node.tag}`, 'no custom tags'));
    }
  }
  // Without an alias nothing can multiply.
  return found.length > 0 || aliases === 0 ? found : aliasBomb(file, text, document);
}

function aliasBomb(file: string, text: string, document: Document.Parsed): Diagnostic[] {
  try {
    document.toJS({ maxAliasCount: EXPANSIONS_MAX });
    return [];
  } catch {
    return [refusal(file, text, 0, 'YAML_ALIASES', 'aliases that multiply', `at most ${ALIASES_MAX} expansions`)];
  }
}

function refusal(
  file: string,
  text: string,
  offset: number,
  code: string,
  found: string,
  expected: string,
): Diagnostic {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const place = { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
  return { code, file, ...place, path: '', found, expected, excerpt: excerptOf(text.slice(0, 4 * BYTES_MAX), place) };
}
