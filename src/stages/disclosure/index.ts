export { disclose } from './disclose.js';
export type { Recoded, RecodedTable } from './recoded.js';
export type { ReleaseCandidate, SuppressedSegment } from './release-candidate.js';
