import { errorsOf } from '../documents/index.js';

export const RUN_ERRORS = {
  WAIVER_USED_UP: 'Another run took the last use of a waiver while this one was decided.',
  HOLD_UNKNOWN: 'No held run of that id waits for a decision.',
  HOLD_EXPIRED: 'The time in which a held run could be decided has ended.',
  HOLD_SAME_PERSON: 'The one who asked for a run cannot approve its release.',
  HOLD_WRONG_ROLE: 'The role that decides is not one that the policies name for this run.',
  HOLD_PERSON: 'The one who decides about a held run is named by something that is no alias.',
  HOLD_WITHOUT_REASON: 'A decision about a held run says no reason, or one that is too long to record.',
  HOLD_NOW_DENIED: 'The policies in force would deny a held run now, so it cannot be released.',
  POLICY_SCHEDULE_BROKEN: 'The file that says which policies are in force is not one that Probity wrote.',
  POLICY_SNAPSHOT: 'A policy folder holds something that a set of policies cannot hold.',
  POLICY_SNAPSHOT_BROKEN: 'The kept files of an approved set of policies are not those that were approved.',
  HOLD_CONSENT_CHANGED: 'People of a held release have since withdrawn, objected or left the retention period.',
} as const;

export const runError = errorsOf(RUN_ERRORS);
