import type { Limits, Permit } from '../decision/index.js';
import type { PrivacyReport } from '../privacy/index.js';
import { differenceFindings } from './difference-findings.js';
import type { Finding, FindingCode } from './verdict.js';

/** What privacy found: every limit of policy that the classes of people who look alike, or earlier releases, break. */
export function privacyFindings({ limits, obligations }: Permit, privacy: PrivacyReport): readonly Finding[] {
  const subject = privacy.quasiIdentifiers.join(' x ');
  return [
    ...classFindings(limits, privacy, subject),
    ...kAloneFindings(limits, privacy, subject),
    ...differenceFindings(limits, obligations, privacy),
  ];
}

function classFindings(limits: Limits, privacy: PrivacyReport, subject: string): readonly Finding[] {
  const atLeast = (code: FindingCode, found: number | null, limit: number | null) =>
    broken({ code, subject, found, limit }, (value, bound) => value < bound - TOLERANCE);
  const atMost = (code: FindingCode, found: number | null, limit: number | null) =>
    broken({ code, subject, found, limit }, (value, bound) => value > bound + TOLERANCE);
  return [
    ...atLeast('K_BELOW_LIMIT', privacy.k, limits.kMin),
    ...atLeast('K_WITH_SEGMENT_BELOW_LIMIT', privacy.kWithSegment, limits.kWithSegmentMin),
    ...atLeast('HOMOGENEOUS_CLASSES', privacy.distinctL, limits.lMin),
    ...atMost('SEGMENT_SHARE_ABOVE_LIMIT', privacy.largestSegmentShare, limits.alphaMax),
    ...atLeast('ENTROPY_L_BELOW_LIMIT', privacy.entropyL, limits.entropyLMin),
    ...recursiveFindings(limits, privacy, subject),
    ...atMost('T_ABOVE_LIMIT', privacy.t, limits.tMax),
    ...atMost('BETA_ABOVE_LIMIT', privacy.beta, limits.betaMax),
    ...deltaFindings(limits, privacy, subject),
  ];
}

// An entropy l of exactly 2 may come out a little under 2.
const TOLERANCE = 1e-9;

interface Looked {
  readonly code: FindingCode;
  readonly subject: string;
  readonly found: number | null;
  readonly limit: number | null;
}

function broken(
  { code, subject, found, limit }: Looked,
  breaks: (found: number, limit: number) => boolean,
): readonly Finding[] {
  if (limit === null || found === null || !breaks(found, limit)) return [];
  return [{ code, consequence: 'withhold', subject, found, limit }];
}

// c must be exceeded strictly; where a class has fewer than l segments, no c will do.
function recursiveFindings({ recursive }: Limits, privacy: PrivacyReport, subject: string): readonly Finding[] {
  if (privacy.people === 0) return [];
  return recursive.flatMap(({ l, cMax }): readonly Finding[] => {
    const above = privacy.recursive.find((one) => one.l === l)?.above ?? null;
    if (above !== null && above < cMax - TOLERANCE) return [];
    const found = above === null ? {} : { found: above };
    return [
      { code: 'RECURSIVE_L_BROKEN', consequence: 'withhold', subject: `${subject} (l = ${l})`, ...found, limit: cMax },
    ];
  });
}

function deltaFindings({ deltaMax }: Limits, { delta, deltaInfinite }: PrivacyReport, subject: string) {
  if (deltaMax === null || delta === null) return [];
  const finding: Finding = { code: 'DELTA_ABOVE_LIMIT', consequence: 'withhold', subject, limit: deltaMax };
  if (deltaInfinite) return [finding];
  return delta < deltaMax - TOLERANCE ? [] : [{ ...finding, found: delta }];
}

/**
 * k says how many look alike, and nothing of what they have in common. Where a policy asks for k and none for what a
 * class gives away, a class whose people are all in one segment is for a person to decide.
 */
function kAloneFindings(limits: Limits, privacy: PrivacyReport, subject: string): readonly Finding[] {
  const { kMin, lMin, alphaMax, entropyLMin, recursive, tMax, betaMax, deltaMax } = limits;
  const spread = [lMin, alphaMax, entropyLMin, tMax, betaMax, deltaMax, recursive[0]];
  if (kMin === null || privacy.k < kMin || spread.some((limit) => limit !== null && limit !== undefined)) return [];
  // Where all people are in one segment, to look like somebody tells nothing more.
  if (privacy.distinctL !== 1 || privacy.t === 0) return [];
  return [{ code: 'K_IS_NOT_ENOUGH', consequence: 'hold', subject, found: privacy.k, limit: kMin }];
}
