import { errorsOf } from '../../documents/index.js';

export const REPLAY_ERRORS = {
  SINCE_INVALID: 'A replay was asked to begin at a moment that cannot be read.',
  CANDIDATE_MISSING: 'A replay was asked for a candidate folder that holds no policy.',
} as const;

export const replayError = errorsOf(REPLAY_ERRORS);
