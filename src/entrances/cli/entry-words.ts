import type { Entry } from '../../audit/index.js';

/** Members of bodies that tell what happened, and to what; a body has some of them. */
const TELLING = [
  'outcome',
  'decision',
  'event',
  'kind',
  'name',
  'pack',
  'version',
  'waiver',
  'change',
  'code',
  'dataset',
  'purpose',
] as const;

/** What an entry says, in the few words that a line has room for. */
export function entryWords({ body }: Pick<Entry, 'body'>): string {
  return TELLING.flatMap((member) => wordOf(member, body[member])).join(' ');
}

// A number of a change is a word too; objects and lists are for those who ask for JSON.
function wordOf(member: string, value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'number' ? [`${member} ${value}`] : [];
}
