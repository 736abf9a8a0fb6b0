import type { Question } from '../reference-evaluator.js';

/** An ask of 200 columns with long names stays far below; memory of the kernel is sized for it. */
const INPUT_BYTES_MAX = 65_536;
/** As JSON escapes it; nothing else that JSON escapes is written so after an even number of backslashes. */
const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\ud/;
const encoder = new TextEncoder();

declare const serialised: unique symbol;

/** Bytes that `kernelInput` wrote: the kernel takes malformed JSON for no input at all, so it is given nothing else. */
export type KernelInput = ArrayBuffer & { readonly [serialised]: true };

/**
 * A question as bytes for the kernel; null when a part of it has no exact form there, which is a bad request. Written out
 * by hand, because building an object first costs more than the decision's own lookups.
 */
export function kernelInput({ purpose, dataset, plugin, categories, facts }: Question): KernelInput | null {
  if (![purpose, dataset, plugin, ...categories].every(isText)) return null;
  const words = JSON.stringify({ v: 1, purpose, dataset, plugin, categories });
  let f = '';
  for (const name of Object.keys(facts)) {
    const value = exact(facts[name]);
    if (value === null) return null;
    f += `${f === '' ? '' : ','}${JSON.stringify(name)}:${value}`;
  }
  const text = `${words.slice(0, -1)},"f":{${f}}}`;
  return LONE_SURROGATE.test(text) ? null : exactBytes(text);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

// Numbers are whole and safe, because the kernel counts in decimals and JavaScript in doubles.
function exact(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'number':
      return Number.isSafeInteger(value) ? String(value) : null;
    default:
      return Array.isArray(value) && value.every(isText) ? wordSet(value) : null;
  }
}

function wordSet(words: readonly string[]): string {
  return `{${words.map((word) => `${JSON.stringify(word)}:true`).join(',')}}`;
}

function exactBytes(text: string): KernelInput | null {
  const bytes = encoder.encode(text);
  if (bytes.byteLength > INPUT_BYTES_MAX) return null;
  const whole = bytes.byteLength === bytes.buffer.byteLength;
  return (whole ? bytes.buffer : bytes.slice().buffer) as KernelInput;
}
