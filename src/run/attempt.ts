import { digestOf } from '../documents/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';

interface Asked {
  readonly plugin: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly columns: readonly string[];
  readonly seed: number;
  readonly mitigation?: SegmentationRequest['mitigation'];
  readonly release?: object;
}

/** What an attempt changed against the one before it, in words: trying until it passes must show. */
export function changedSince(previous: string | null, request: SegmentationRequest): readonly string[] {
  if (previous === null) return [];
  const before = JSON.parse(previous) as Asked;
  return [
    ...(before.plugin === request.plugin ? [] : [`plugin ${before.plugin} became ${request.plugin}`]),
    ...before.columns.filter((column) => !request.columns.includes(column)).map((column) => `without column ${column}`),
    ...request.columns.filter((column) => !before.columns.includes(column)).map((column) => `with column ${column}`),
    ...changedOptions(before.options, request.options),
    ...(before.seed === request.seed ? [] : ['another seed']),
    ...(digestOf(before.mitigation ?? null) === digestOf(request.mitigation) ? [] : ['mitigation changed']),
    ...(digestOf(before.release ?? null) === digestOf(request.release ?? null) ? [] : ['another k-anonymous table']),
  ];
}

function changedOptions(before: Asked['options'], now: Asked['options']): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  const same = (name: string) => digestOf(before[name] ?? null) === digestOf(now[name] ?? null);
  return names.filter((name) => !same(name)).map((name) => `option ${name} changed`);
}
