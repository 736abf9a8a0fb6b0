import type { Coverage, CoveredPart, PolicyCoverage } from './coverage.js';

/**
 * Coverage in the lcov tracefile format, so that editors mark the lines of a policy: a line was hit as often as its
 * least seen part, and each wanted truth is a branch.
 */
export function coverageLcov({ policies }: Coverage): string {
  return policies.map(recordOf).join('');
}

function recordOf({ file, parts }: PolicyCoverage): string {
  const lines = [...new Set(parts.map(({ place }) => place.line))].sort((a, b) => a - b);
  const hits = lines.map((line) => Math.min(...parts.filter(({ place }) => place.line === line).map(timesSeen)));
  const branches = parts.flatMap((part, block) =>
    part.wanted.map((truth, at) => ({ at: `${part.place.line},${block},${at}`, taken: part.seen[truth] })),
  );
  return [
    'TN:',
    `SF:${file}`,
    ...branches.map(({ at, taken }) => `BRDA:${at},${taken}`),
    `BRF:${branches.length}`,
    `BRH:${branches.filter(({ taken }) => taken > 0).length}`,
    ...lines.map((line, at) => `DA:${line},${hits[at]}`),
    `LF:${lines.length}`,
    `LH:${hits.filter((count) => (count ?? 0) > 0).length}`,
    'end_of_record\n',
  ].join('\n');
}

function timesSeen({ seen }: CoveredPart): number {
  return seen.true + seen.false + seen.unknown;
}
