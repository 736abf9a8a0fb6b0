import { ProbityError } from './probity-error.js';

/** One mistake in one document, with its place. */
export interface Diagnostic {
  /** Documented in docs/errors.md. */
  readonly code: string;
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** Where in the document: `spec.scope.purposes`. Empty for the document as a whole. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  /** The nearest valid value, when the mistake looks like a slip. */
  readonly nearest?: string;
  /** The line of the file and a caret below the place. */
  readonly excerpt: string;
}

/** Sorted by place, without repetitions: the same mistakes always print the same text. */
export function sortedDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map(diagnostics.map((one) => [`${renderDiagnostic(one)}`, one]));
  return [...unique.values()].sort(byPlace);
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.code, b.code) ||
    compare(a.path, b.path)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A diagnostic as people read it: place, code, path, what was found and expected, the excerpt. */
export function renderDiagnostic(one: Diagnostic): string {
  const place = `${one.file}:${one.line}:${one.column}`;
  const path = one.path ? ` ${one.path}:` : '';
  const nearest = one.nearest ? `, did you mean '${one.nearest}'?` : '';
  return `${place} ${one.code}${path} ${one.found}; expected ${one.expected}${nearest}\n${one.excerpt}`;
}

/** All mistakes of all documents that were read together. */
export class DocumentError extends ProbityError {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const sorted = sortedDiagnostics(diagnostics);
    super('DOCUMENT_INVALID', {
      found: `${sorted.length} ${sorted.length === 1 ? 'mistake' : 'mistakes'}\n${sorted.map(renderDiagnostic).join('\n')}\n`,
      next: 'Mend each place above and try again; nothing was changed.',
    });
    this.name = 'DocumentError';
    this.diagnostics = sorted;
  }
}
