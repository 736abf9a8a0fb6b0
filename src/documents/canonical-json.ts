import { documentsError } from './documents.errors.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Canonical JSON (RFC 8785): keys sorted by UTF-16 code unit, no white space, numbers as ECMAScript prints them.
 * Refuses what JSON cannot say exactly: NaN, infinities, undefined members, bigint, dates, functions and lone surrogates.
 */
export function canonicalJson(value: unknown): string {
  return print(value, '$');
}

function print(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string' && !LONE_SURROGATE.test(value)) return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  // Array.from visits holes, which map would skip.
  if (Array.isArray(value)) return `[${Array.from(value, (item, at) => print(item, `${path}[${at}]`)).join(',')}]`;
  if (isPlainObject(value)) return printObject(value, path);
  throw documentsError('NOT_CANONICAL', {
    found: `a value of type ${typeof value} that JSON cannot hold`,
    expected: 'null, boolean, finite number, well-formed string, array or plain object',
    where: path,
    next: 'Convert the value before it is recorded.',
  });
}

function printObject(value: Record<string, unknown>, path: string): string {
  const members = Object.keys(value)
    .sort()
    .map((key) => `${print(key, path)}:${print(value[key], `${path}.${key}`)}`);
  return `{${members.join(',')}}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  // The root of any realm has no prototype of its own: a value cloned elsewhere is as plain as one made here.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
