/** A scalar of YAML: bare where nothing in it can be taken for something else, a JSON string otherwise. */
export function quoted(text: string): string {
  const isBare = /^[A-Za-z_][\w-]*(\.[\w-]+)*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isBare ? text : JSON.stringify(text);
}

export function listed(words: readonly string[]): string {
  return `[${words.map(quoted).join(', ')}]`;
}

export function flow(parts: readonly (readonly [string, string])[]): string {
  return `{ ${parts.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}

/** On one line of printable signs, so that a comment stays a comment. */
export function commented(text: string, indent = ''): string {
  return `${indent}# ${text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 300)}`;
}

/** A name in kebab-case, as registers take it. */
export function kebabCase(text: string): string {
  const name = text
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 80)
    .replace(/-$/, '');
  return name === '' ? 'source' : name;
}
