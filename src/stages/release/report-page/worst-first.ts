import type { Comparison, Trait, VerdictWord } from './wording.js';

const SEVERITY: readonly VerdictWord[] = ['fail', 'inconclusive', 'not_estimable', 'not_assessed', 'pass'];

/** Comparisons with the worst first: by verdict, then by ratio, then by name, so that the order is always the same. */
export function worstFirst(comparisons: readonly Comparison[]): readonly Comparison[] {
  return [...comparisons].sort(byConcern);
}

/** The worst comparison of every segment, worst first. */
export function worstOfEach(comparisons: readonly Comparison[]): readonly Comparison[] {
  const seen = new Set<string>();
  return worstFirst(comparisons).filter(({ segment }) => !seen.has(segment) && seen.add(segment));
}

/** Traits and crossings with those that stop or hold a release first; the rest as the report has them. */
export function traitsByConcern(traits: readonly Trait[]): readonly Trait[] {
  return [...traits].sort((a, b) => SEVERITY.indexOf(a.verdict) - SEVERITY.indexOf(b.verdict));
}

function byConcern(a: Comparison, b: Comparison): number {
  return (
    SEVERITY.indexOf(a.verdict) - SEVERITY.indexOf(b.verdict) ||
    (a.ratio ?? 2) - (b.ratio ?? 2) ||
    order(a.segment, b.segment) ||
    order(a.groups.join('\n'), b.groups.join('\n'))
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
