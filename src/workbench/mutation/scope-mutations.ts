import type { DocumentPath } from '../../documents/index.js';
import type { Policy } from '../../registers/policies/index.js';
import type { Mutation } from './mutation.js';

const AT = ['spec', 'scope'] as const;

/** Mistakes in where a policy speaks: an entry left out, a key one level too high, a word of a list forgotten. */
export function scopeMutations({ spec: { scope = {} } }: Policy): readonly Mutation[] {
  const { purposes, datasets, plugins, destinations, categories, jurisdictions } = scope;
  const nested = Object.entries({ purposes, datasets, plugins, destinations }).flatMap(([part, entries]) =>
    Object.entries(entries ?? {}).map(([key, value]) => ({ path: [...AT, part, key], value: value as unknown })),
  );
  const entries = [
    ...nested,
    ...(jurisdictions ? [{ path: [...AT, 'jurisdictions'], value: jurisdictions }] : []),
    ...(categories ? [{ path: [...AT, 'categories'], value: categories }] : []),
  ];
  return entries.flatMap(({ path, value }) => entryMutations(path, value));
}

function entryMutations(path: DocumentPath, value: unknown): readonly Mutation[] {
  const name = path.slice(2).join('.');
  const key = path.at(-1);
  // Plugins are told apart by their names alone: without them there is nothing left of the part.
  const whole = path[2] === 'plugins' ? path.slice(0, -1) : path;
  const without: Mutation = { operator: 'widen-scope', path: whole, change: `${name} was left out`, to: undefined };
  const wider = key === 'use' && typeof value === 'string' ? higher(path, value) : [];
  return [without, ...wider, ...(Array.isArray(value) ? wordMutations(path, value) : [])];
}

function wordMutations(path: DocumentPath, words: readonly string[]): readonly Mutation[] {
  const high = path.at(-1) === 'categories';
  return words.flatMap((word, at) => [
    ...(words.length > 1 ? [forgotten([...path, at], word)] : []),
    ...(high ? higher([...path, at], word) : []),
  ]);
}

function forgotten(path: DocumentPath, word: string): Mutation {
  return { operator: 'narrow-scope', path, change: `${word} was forgotten`, to: undefined };
}

function higher(path: DocumentPath, key: string): readonly Mutation[] {
  const parent = key.split('.').slice(0, -1).join('.');
  return parent === '' ? [] : [{ operator: 'widen-scope', path, change: `${key} became ${parent}`, to: parent }];
}
