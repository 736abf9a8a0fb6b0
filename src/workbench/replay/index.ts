export type { ObligationChange, Strength } from './obligation-changes.js';
export { REPLAY_ERRORS } from './replay.errors.js';
export type { NotReplayableCode, Replay, ReplayedDecision, ReplayKind, Tally } from './replay.js';
export { type CandidateReplay, replayCandidate } from './replay-candidate.js';
export { type ReplayAsk, replayDecisions } from './replay-decisions.js';
export { replayText } from './replay-text.js';
export { sinceInstant } from './since.js';
