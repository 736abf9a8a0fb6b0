import { errorsOf } from '../../documents/index.js';

export const DIFF_ERRORS = {
  DIFF_REFERENCE:
    'A policy compares a fact with another fact that does not follow from the clock, which no policy file can say.',
  DIFF_OBLIGATION: 'A policy obliges something that nobody knows how to merge, which no policy file can say.',
  DIFF_WITNESS: 'The reference evaluator does not answer a witness as the comparison claims; nothing is claimed then.',
  DIFF_SOURCE: 'A side of a comparison is neither a folder nor a revision of the repository.',
  DIFF_GIT: 'Files of a revision could not be read.',
} as const;

export const diffError = errorsOf(DIFF_ERRORS);
