import { errorsOf } from '../documents/index.js';

export const CLASSIFICATION_ERRORS = {
  HEADER_IS_DATA: 'The names of the columns of a source look like values of a person, so they are not shown.',
} as const;

export const classificationError = errorsOf(CLASSIFICATION_ERRORS);
