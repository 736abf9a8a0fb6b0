import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Diagnostic, DocumentError, excerptOf, type YamlDocument } from '../../documents/index.js';
import { hierarchyMistakes, readHierarchyLines } from '../../generalisation/index.js';
import type { AuthoredHierarchy, Dataset } from './dataset.schema.js';

const BYTES_MAX = 5_000_000;

/**
 * A dataset with the rows of its hierarchy files in it, so that its digest covers them. Throws a DocumentError with the
 * mistakes of all files, each at its line.
 */
export function withHierarchyFiles(document: YamlDocument, dataset: Dataset): Dataset {
  if (!dataset.hierarchies) return dataset;
  const read = dataset.hierarchies.map((one, at) => withFile(document, one, at));
  const mistakes = read.flatMap((one) => one.mistakes);
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  return { ...dataset, hierarchies: read.map(({ hierarchy }) => hierarchy) };
}

interface Read {
  readonly hierarchy: AuthoredHierarchy;
  readonly mistakes: readonly Diagnostic[];
}

function withFile(document: YamlDocument, hierarchy: AuthoredHierarchy, at: number): Read {
  if (hierarchy.file === undefined) return { hierarchy, mistakes: [] };
  if (hierarchy.values) {
    const mistake = { code: 'HIERARCHY_UNFIT', found: 'file and values', expected: 'one of them' };
    return { hierarchy, mistakes: [document.diagnostic(['hierarchies', at], mistake)] };
  }
  const file = resolve(dirname(document.file), hierarchy.file);
  const found = !existsSync(file) ? 'no such file' : statSync(file).size > BYTES_MAX ? 'a larger file' : null;
  if (found !== null) {
    const mistake = { code: 'HIERARCHY_UNREADABLE', found, expected: `a file of at most ${BYTES_MAX} bytes` };
    return { hierarchy, mistakes: [document.diagnostic(['hierarchies', at, 'file'], mistake)] };
  }
  return readFile(file, hierarchy);
}

function readFile(file: string, hierarchy: AuthoredHierarchy): Read {
  const text = readFileSync(file, 'utf8');
  const lines = readHierarchyLines(text);
  const values = lines.map(({ names }) => [...names]);
  const mistakes = hierarchyMistakes({ kind: 'values', rows: values }).map(({ path, found, expected }): Diagnostic => {
    const line = lines[typeof path[1] === 'number' ? path[1] : 0]?.line ?? 1;
    const place = { line, column: 1 };
    const level = path[2] === undefined ? '' : `level ${path[2]}`;
    const rest = { code: 'HIERARCHY_UNFIT', path: level, found, expected };
    return { ...rest, file, ...place, excerpt: excerptOf(text, place) };
  });
  return { hierarchy: { ...hierarchy, values }, mistakes };
}
