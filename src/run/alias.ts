const ALIAS = /^[a-z0-9]+([._-][a-z0-9]+)*$/;
const ALIAS_MAX = 60;

/** True for an alias. Entries name people by alias alone: an address or a full name never enters the log. */
export function isAlias(text: string): boolean {
  return text.length <= ALIAS_MAX && ALIAS.test(text);
}
