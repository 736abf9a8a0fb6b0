import { errorsOf } from '../documents/index.js';

export const GENERALISATION_ERRORS = {
  COMBINATIONS_TOO_MANY:
    'There are more distinct combinations of quasi-identifiers, or of them and segments, than are searched.',
  LATTICE_TOO_LARGE: 'The levels of the hierarchies combine in more ways than are searched.',
  SEARCH_TOO_LONG: 'A search for the best generalisation would look at more classes than it may.',
  TARGETS_INVALID: 'The targets of a k-anonymous release are outside their ranges.',
} as const;

export const generalisationError = errorsOf(GENERALISATION_ERRORS);
