/** Markup that is safe to put into a page: made by `html` alone, so that text can never become markup. */
export class Html {
  constructor(readonly markup: string) {}
}

/** What a template takes: text and numbers are escaped, markup is taken over, lists are joined, null is nothing. */
export type HtmlValue = Html | string | number | null | readonly HtmlValue[];

/** A piece of a page. Every value that is not markup itself is escaped, in text and in quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.map((part, at) => (at === 0 ? part : markupOf(values[at - 1] ?? null) + part)).join(''));
}

function markupOf(value: HtmlValue): string {
  if (value === null) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(markupOf).join('');
  return escapedText(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
// Control and direction characters could make a name read as something else: they are shown, not obeyed.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const DECEIVING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Text as a page shows it: markup characters as entities, deceiving characters by their code point. */
export function escapedText(text: string): string {
  return text
    .replace(DECEIVING, (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`)
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
