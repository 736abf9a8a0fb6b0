import { errorsOf } from '../../documents/index.js';

export const EXCEPTIONS_ERRORS = {
  EXCEPTION_RUN: 'A waiver is asked for a run that the log does not hold, or not whole.',
  EXCEPTION_RULE: 'A waiver is asked for a rule that is not in force.',
  EXCEPTION_NEVER: 'A waiver is asked for a rule that nobody may waive.',
  EXCEPTION_IDLE: 'A waiver is asked for a rule that did not stand in the way of the run.',
  EXCEPTION_TERM: 'A waiver is asked without an end that lies ahead, or for a number of uses that is none.',
  EXCEPTION_REASON:
    'A waiver is asked for or decided without a reason that others can judge, or with one that the log cannot hold.',
  EXCEPTION_PERSON: 'A waiver names somebody by something that is no alias.',
  EXCEPTION_UNKNOWN: 'Nobody asked for a waiver of that name.',
  EXCEPTION_CLOSED: 'A waiver can no longer be decided in this way.',
  EXCEPTION_SAME_PERSON: 'The one who asked for a waiver cannot approve it.',
  EXCEPTION_WRONG_ROLE: 'The role is not one that the rule lets waive it.',
  EXCEPTION_UNTRAINED: 'Somebody without a valid training of their own cannot waive a rule about training.',
} as const;

export const exceptionsError = errorsOf(EXCEPTIONS_ERRORS);
