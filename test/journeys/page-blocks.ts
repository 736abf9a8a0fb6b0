/** One fenced block of a page: something that is saved, changed or typed. */
export type PageBlock =
  | { readonly kind: 'file' | 'append' | 'diff'; readonly path: string; readonly text: string }
  | { readonly kind: 'console'; readonly commands: readonly PageCommand[] };

/** A line that is typed, and what the page shows below it. */
export interface PageCommand {
  readonly line: string;
  readonly shown: string;
}

const FENCE = /^```(\w+)(?: (append ))?(?:[ ]?(\S+))?\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a page in order. Every one must be of a kind that can be carried out. */
export function pageBlocks(page: string): readonly PageBlock[] {
  return [...page.matchAll(FENCE)].map(([whole, language, append, path, text = '']) => {
    if (language === 'console') return { kind: 'console', commands: commandsOf(text) };
    if (path === undefined) throw new Error(`a block that nobody can carry out: ${whole.slice(0, 60)}`);
    if (language === 'diff') return { kind: 'diff', path, text };
    return { kind: append ? 'append' : 'file', path, text };
  });
}

function commandsOf(text: string): readonly PageCommand[] {
  const [before, ...parts] = text.split(/^\$ /m);
  if (before !== '') throw new Error(`output without a command: ${before}`);
  return parts.map((part) => {
    const [line = '', ...shown] = part.split('\n');
    return { line, shown: shown.join('\n').trimEnd() };
  });
}

/** A text with the change of a diff: lines with a minus go, with a plus come, the others say where. */
export function changedBy(text: string, diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const side = (mark: string) =>
    lines.filter((line) => [' ', mark].includes(line[0] ?? '')).map((line) => line.slice(1));
  const before = side('-').join('\n');
  if (text.split(before).length !== 2) throw new Error(`not there exactly once:\n${before}`);
  return text.replace(before, () => side('+').join('\n'));
}

const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<moment>'],
  [/\d{4}-\d\d-\d\d/g, '<day>'],
  [/\+[0-9a-f]{8}\+[\w+/=]+/g, '<key>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<run>'],
  [/sha256:[0-9a-f]+…?/g, '<digest>'],
  [/entry \d+ of the log/g, 'entry <number> of the log'],
  [/\d+ entries/g, '<number> entries'],
];

/** A text without what differs from one machine and one day to the next. */
export function masked(text: string): string {
  return MASKS.reduce((rest, [pattern, word]) => rest.replace(pattern, word), text).trimEnd();
}

/** Whether an output is what the page shows; a line with … stands for any lines. */
export function isShown(shown: string, output: string): boolean {
  const pattern = masked(shown)
    .split('\n')
    .map((line) => (line === '…' ? '(?:.*\\n)*?' : `${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\n`))
    .join('');
  return new RegExp(`^${pattern}$`).test(`${masked(output)}\n`);
}
