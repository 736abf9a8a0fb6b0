import { errorsOf } from '../documents/index.js';

export const AUDIT_ERRORS = {
  ENTRY_TOO_LARGE: 'An entry is larger than 16 KiB of canonical JSON.',
  ENTRY_INVALID: 'An entry does not have the shape that its type asks for.',
  RUN_OPEN: 'A run of this id was opened before; each run has exactly one opening entry.',
  RUN_CLOSED: 'The run is closed already; each run has exactly one closing entry.',
  RUN_UNKNOWN: 'The run was never opened, so it cannot be closed.',
  LOG_BUSY: 'Too many entries wait to be written; the entry was not taken.',
  LOG_FAILED: 'The log could not be written; no entry is taken until it is opened again.',
  LOG_CLOSED: 'The log was used after it had been shut down.',
  LOG_UNPUBLISHED: 'The entry is on disk, but no checkpoint that covers it could be signed and published in time.',
  LOG_REGRESS: 'The rows do not continue the last signed checkpoint, so nothing is signed.',
  LOG_FOREIGN: 'The folder of the log holds a checkpoint of another log or another key.',
  ORIGIN_INVALID: 'The name of the log is no URL without its scheme.',
  LOG_TILE_CONFLICT: 'A published tile or bundle differs from the rows; it is never overwritten.',
  LOG_CORRUPT: 'The published tiles do not lead to the signed root.',
  INDEX_UNKNOWN: 'No entry of this index is covered by the last checkpoint.',
} as const;

export const auditError = errorsOf(AUDIT_ERRORS);
