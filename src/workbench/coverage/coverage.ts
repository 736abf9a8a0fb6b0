import type { Truth } from '../../conditions/index.js';
import type { Place } from '../../registers/policies/index.js';

/** How often each truth was seen. */
export type Seen = Readonly<Record<Truth, number>>;

/**
 * One thing of a policy that cases can see. A `scope` entry is true where the question lies inside; `when` is the whole
 * condition, a `leaf` one test of it; a `requirement` is what a row must show; an `obligation` is true where it binds.
 */
export interface CoveredPart {
  readonly kind: 'scope' | 'when' | 'leaf' | 'requirement' | 'obligation';
  /** Where in the document: `spec.scope.purposes.use`. */
  readonly path: string;
  readonly place: Place;
  readonly seen: Seen;
  /** The truths that a full set of cases shows. */
  readonly wanted: readonly Truth[];
}

export interface PolicyCoverage {
  readonly policy: string;
  readonly file: string;
  readonly cases: number;
  readonly parts: readonly CoveredPart[];
}

export interface WaiverCoverage {
  readonly waiver: string;
  readonly rule: string;
  readonly place: Place;
  /** Cases in which it switched its rule off. */
  readonly used: number;
}

/** Outcomes seen of those wanted. */
export interface CoverageShare {
  readonly seen: number;
  readonly wanted: number;
  /** 100 where nothing is wanted. */
  readonly percent: number;
}

/** What the cases of policies saw of them; `leaf` counts tests of facts, `clause` everything else. */
export interface Coverage {
  readonly leaf: CoverageShare;
  readonly clause: CoverageShare;
  readonly policies: readonly PolicyCoverage[];
  readonly waivers: readonly WaiverCoverage[];
}

/** The wanted truths of a part that no case showed. */
export function missingTruths({ wanted, seen }: CoveredPart): readonly Truth[] {
  return wanted.filter((truth) => seen[truth] === 0);
}

/** A test of facts, in a condition or asked of every row. */
export function isLeaf({ kind }: CoveredPart): boolean {
  return kind === 'leaf' || kind === 'requirement';
}

/** How much of the wanted was seen. */
export function shareOf(parts: readonly CoveredPart[]): CoverageShare {
  const wanted = parts.reduce((sum, part) => sum + part.wanted.length, 0);
  const seen = wanted - parts.reduce((sum, part) => sum + missingTruths(part).length, 0);
  return { seen, wanted, percent: wanted === 0 ? 100 : (100 * seen) / wanted };
}
