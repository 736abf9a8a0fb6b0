import { errorsOf } from '../documents/index.js';

export const KEYS_ERRORS = {
  KEY_READABLE: 'A key file or key folder can be read or written by others than its owner.',
  KEY_UNREADABLE: 'A key file is missing a part, was altered, or belongs to other keys.',
  KEY_NAME_INVALID: 'The name of a purpose cannot be the name of a key.',
  SEAL_BROKEN: 'A sealed folder was altered, is incomplete, or was sealed with another key.',
} as const;

export const keysError = errorsOf(KEYS_ERRORS);
