import { errorsOf } from '../../documents/index.js';

export const ENTRANCES_ERRORS = {
  NO_VERIFIER_KEY: 'A log was to be verified and no verifier key was given or found.',
  FILE_UNREADABLE: 'A file that a command names cannot be read.',
  FILE_UNWRITABLE: 'A file that a command was asked to write cannot be written.',
  FILE_EXISTS: 'A command was asked to write a file that is there already.',
  FLAG_INVALID: 'A flag of a command has a value that cannot be read.',
  RUN_NOT_RECORDED: 'No run of that id stands in the log.',
  DATASET_UNKNOWN: 'A command names neither a dataset of the catalogue nor a file.',
  OVERRIDE_UNRECORDED: 'Somebody said what a column holds where no log could record it.',
} as const;

export const entranceError = errorsOf(ENTRANCES_ERRORS);
