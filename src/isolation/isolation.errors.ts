import { errorsOf } from '../documents/index.js';

export const ISOLATION_ERRORS = {
  PLUGIN_THREW: 'A plugin threw an error; its text stays in the sandbox, for it may hold a value of a person.',
  PLUGIN_TIMED_OUT: 'A plugin did not answer within its time and was ended with everything it had started.',
  PLUGIN_FRAME_TOO_LARGE: 'A plugin announced an answer larger than its limit.',
  PLUGIN_PRINTED_TOO_MUCH: 'A plugin wrote more to its standard streams than its limit.',
  PLUGIN_MEMORY: 'A plugin needed more memory than its limit.',
  PLUGIN_DIED: 'The process of a plugin ended without an answer.',
  PLUGIN_ENVELOPE_INVALID: 'A plugin answered with something that is no answer of the contract.',
  SANDBOX_UNAVAILABLE: 'The machine does not give the sandbox that was asked for.',
} as const;

export const isolationError = errorsOf(ISOLATION_ERRORS);
