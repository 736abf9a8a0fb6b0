import type { FactValue } from '../../../conditions/index.js';
import type { Question } from '../reference-evaluator.js';
import { wordSet } from './kernel-condition.js';

/** An ask of 200 columns with long names stays far below; memory of the kernel is sized for it. */
const INPUT_BYTES_MAX = 65_536;
const LONE_SURROGATE = /\p{Surrogate}/u;
const encoder = new TextEncoder();

declare const serialised: unique symbol;

/** Bytes that `kernelInput` wrote: the kernel takes malformed JSON for no input at all, so it is given nothing else. */
export type KernelInput = ArrayBuffer & { readonly [serialised]: true };

/** A question as bytes for the kernel; null when a part of it has no exact form there, which is a bad request. */
export function kernelInput(question: Question): KernelInput | null {
  const { purpose, dataset, plugin, categories, facts } = question;
  const texts = [purpose, dataset, plugin, ...categories];
  if (!texts.every(isText)) return null;
  const f: [string, unknown][] = [];
  for (const name of Object.keys(facts)) {
    const value = exact(facts[name] as FactValue);
    if (value === undefined || LONE_SURROGATE.test(name)) return null;
    f.push([name, value]);
  }
  const bytes = encoder.encode(
    JSON.stringify({ v: 1, purpose, dataset, plugin, categories, f: Object.fromEntries(f) }),
  );
  if (bytes.byteLength > INPUT_BYTES_MAX) return null;
  const exactly = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(exactly).set(bytes);
  return exactly as KernelInput;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && !LONE_SURROGATE.test(value);
}

// Numbers are whole and safe, because the kernel counts in decimals and JavaScript in doubles.
function exact(value: unknown): unknown {
  if (typeof value === 'boolean' || isText(value)) return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  return Array.isArray(value) && value.every(isText) ? wordSet(value) : undefined;
}
