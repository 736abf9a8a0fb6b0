/** A row of a hierarchy file, with its line from 1. */
export interface HierarchyLine {
  readonly line: number;
  readonly names: readonly string[];
}

/**
 * The rows of a hierarchy file as ARX writes it: no header, one line for each value, levels parted by `;`, a field with
 * `;` or quotes in double quotes. Empty lines are passed over.
 */
export function readHierarchyLines(text: string): readonly HierarchyLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line, at) => ({ line: at + 1, text: line }))
    .filter((one) => one.text.trim() !== '')
    .map((one) => ({ line: one.line, names: fieldsOf(one.text) }));
}

const FIELD = /(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g;

function fieldsOf(line: string): readonly string[] {
  return [...line.matchAll(FIELD)].map(([, quoted, plain]) => (quoted?.replaceAll('""', '"') ?? plain ?? '').trim());
}
