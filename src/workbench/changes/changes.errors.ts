import { errorsOf } from '../../documents/index.js';

export const CHANGES_ERRORS = {
  CHANGE_UNKNOWN: 'No change of the policies has that number.',
  CHANGE_CLOSED: 'A change can no longer be decided: it is scheduled, withdrawn or already live.',
  CHANGE_CONFLICT: 'Somebody else changed the policies since this change was begun.',
  CHANGE_MEANING: 'What a draft means is no longer what was compared when it was drafted.',
  CHANGE_EMPTY: 'A draft holds exactly the files that are there already.',
  CHANGE_DATE: 'The effective date of a change is no ISO 8601 date or date-time with zone.',
  CHANGE_PERSON: 'A change names its author or approver by something that is no alias.',
  CHANGE_REASON: 'A change is taken back without a reason that the log can hold.',
  CHANGE_TESTS_FAILED: 'Cases of a changed set of policies fail.',
  CHANGE_SAME_PERSON: 'The author of a change, or somebody who approved it already, cannot approve it.',
  CHANGE_WRONG_ROLE: 'The role is not one that decides about policies.',
  ROLLBACK_NOTHING: 'There is no earlier set of policies to go back to.',
  RELOAD_KERNEL_DISAGREES: 'The kernel and the reference evaluator answer a sample question differently.',
  RELOAD_REGISTERS: 'Policies were to be reloaded, and other registers have changed on disk as well.',
  RELOAD_OWN_RULES: 'Own rules were to be reloaded, and one of them cannot be asked.',
  RELOAD_WORKER: 'The thread that builds a set of policies stopped without an answer.',
} as const;

export const changesError = errorsOf(CHANGES_ERRORS);
