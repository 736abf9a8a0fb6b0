/** What every error of Probity says: what was found, what was expected, where, and what to do next. */
export interface ErrorParts {
  readonly found: string;
  readonly expected?: string;
  /** `file:line:column`, a field path, or a file. */
  readonly where?: string;
  readonly next: string;
}

/** The one error class; `code` is documented in docs/errors.md. No part ever holds a person's data value. */
export class ProbityError extends Error {
  constructor(
    readonly code: string,
    readonly parts: ErrorParts,
    options?: ErrorOptions,
  ) {
    super(sentence(code, parts), options);
    this.name = 'ProbityError';
  }
}

function sentence(code: string, { found, expected, where, next }: ErrorParts): string {
  const place = where ? ` at ${where}` : '';
  const wanted = expected ? `; expected ${expected}` : '';
  return `${code}${place}: ${found}${wanted}. ${next}`;
}

/** Makes the error function of one folder, so that only documented codes can be thrown. */
export function errorsOf<Code extends string>(_codes: Readonly<Record<Code, string>>) {
  return (code: Code, parts: ErrorParts, options?: ErrorOptions) => new ProbityError(code, parts, options);
}
