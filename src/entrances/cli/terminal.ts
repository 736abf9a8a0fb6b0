import { DocumentError, ProbityError, renderDiagnostic } from '../../documents/index.js';

/** 0 done; 1 could not be done; 2 done, and the answer is no; 3 a threshold that the caller set was missed. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a command has to say: a document for machines, and the same as text for people. */
export interface Answer {
  readonly exit: ExitCode;
  readonly json: unknown;
  readonly text: string;
}

export interface Output {
  readonly json: boolean;
}

/** Prints an answer: with `--json` one document on standard output and nothing else. */
export function printAnswer(answer: Answer, { json }: Output): void {
  process.stdout.write(json ? `${JSON.stringify(answer.json, null, 2)}\n` : endedByNewline(answer.text));
  process.exitCode = answer.exit;
}

/** Prints what went wrong, by code and place; anything that is not one of our errors keeps its message to itself. */
export function printFailure(error: unknown, { json }: Output): void {
  process.exitCode = 1;
  if (json) process.stdout.write(`${JSON.stringify({ error: failureDocument(error) }, null, 2)}\n`);
  else process.stderr.write(endedByNewline(failureText(error)));
}

/** What went wrong as a document, for `--json`. */
export function failureDocument(error: unknown) {
  if (error instanceof DocumentError) return { code: error.code, diagnostics: error.diagnostics };
  if (error instanceof ProbityError) return { code: error.code, ...error.parts };
  return { code: 'UNEXPECTED', found: nameOf(error), next: 'Please report this with the command that you gave.' };
}

export function failureText(error: unknown): string {
  if (error instanceof DocumentError) return error.diagnostics.map(renderDiagnostic).join('\n\n');
  if (error instanceof ProbityError) return error.message;
  const trace = process.env['PROBITY_TRACE'] && error instanceof Error ? `\n${error.stack}` : '';
  return `UNEXPECTED: ${nameOf(error)}. Please report this with the command that you gave.${trace}`;
}

// A message of a foreign error may quote data: only its class and its code are shown.
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'a value that is no error was thrown';
  const code = (error as NodeJS.ErrnoException).code;
  return code ? `${error.name} ${code}` : error.name;
}

function endedByNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

const colours = process.stdout.isTTY && !process.env['NO_COLOR'];

export function bold(text: string): string {
  return colours ? `\u001b[1m${text}\u001b[22m` : text;
}

export function faint(text: string): string {
  return colours ? `\u001b[2m${text}\u001b[22m` : text;
}

/** Rows of cells as aligned columns; numbers to the right. */
export function aligned(rows: readonly (readonly (string | number)[])[], indent = '  '): string {
  const print = (value: string | number) => (typeof value === 'number' ? value.toLocaleString('en') : value);
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => print(row[at] ?? '').length)));
  const cell = (value: string | number, at: number) => {
    const width = widths[at] ?? 0;
    return typeof value === 'number' ? print(value).padStart(width) : value.padEnd(width);
  };
  return rows.map((row) => `${indent}${row.map(cell).join('  ')}`.trimEnd()).join('\n');
}
