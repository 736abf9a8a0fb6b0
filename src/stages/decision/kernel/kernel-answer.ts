import type { Obligation } from '../../../registers/policies/index.js';
import type { ReasonCode } from '../decision.js';
import type { Answer } from '../reference-evaluator.js';

const CODES: ReadonlySet<string> = new Set<ReasonCode>([
  'BAD_REQUEST',
  'GRANTED',
  'KERNEL_FAULT',
  'NOT_COVERED',
  'PROHIBITED',
  'RESTRICTED',
  'UNKNOWN_OBLIGATION',
  'WAIVED',
  'WOULD_PROHIBIT',
  'WOULD_RESTRICT',
]);

/** The denial that stands for every answer that is not one. */
export const FAULT: Answer = { effect: 'deny', reasons: [{ code: 'KERNEL_FAULT' }], obligations: [] };

/** A result of the kernel as an answer in canonical order; whatever has another shape is a fault. */
export function kernelAnswer(result: unknown, digest: string): Answer {
  if (!isObject(result) || result['set'] !== digest) return FAULT;
  const { effect, reasons, obligations } = result;
  if (effect !== 'permit' && effect !== 'deny') return FAULT;
  if (!Array.isArray(reasons) || !reasons.every(isReason)) return FAULT;
  if (!Array.isArray(obligations) || !obligations.every(isObligation)) return FAULT;
  return {
    effect,
    reasons: reasons.map(({ code, ref }) => (ref === undefined ? { code } : { code, ref })).sort(byCodeAndRef),
    obligations: obligations.map(({ id, value }) => ({ id, value: sortedWords(id, value) })).sort(byId),
  };
}

// The kernel prints sets in the order of their hashes, which another version may change. Only unions are sets.
function sortedWords(id: string, value: Obligation['value']): Obligation['value'] {
  return Array.isArray(value) && !id.startsWith('mask:') ? [...value].sort() : value;
}

function byCodeAndRef(a: Answer['reasons'][number], b: Answer['reasons'][number]): number {
  if (a.code !== b.code) return a.code < b.code ? -1 : 1;
  return (a.ref ?? '') < (b.ref ?? '') ? -1 : 1;
}

function byId(a: Obligation, b: Obligation): number {
  return a.id < b.id ? -1 : 1;
}

function isReason(one: unknown): one is Answer['reasons'][number] {
  return (
    isObject(one) && CODES.has(one['code'] as string) && (one['ref'] === undefined || typeof one['ref'] === 'string')
  );
}

function isObligation(one: unknown): one is Obligation {
  return isObject(one) && typeof one['id'] === 'string' && isValue(one['value']);
}

function isValue(value: unknown): boolean {
  return typeof value === 'number' || (Array.isArray(value) && value.every((part) => isWord(part)));
}

function isWord(part: unknown): boolean {
  return typeof part === 'string' || typeof part === 'number';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
