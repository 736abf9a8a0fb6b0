export { disclose } from './disclose.js';
export type { ReleaseCandidate, SuppressedSegment } from './release-candidate.js';
