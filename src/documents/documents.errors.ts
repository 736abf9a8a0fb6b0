import { errorsOf } from './probity-error.js';

export const DOCUMENTS_ERRORS = {
  NOT_CANONICAL: 'A value cannot be written as canonical JSON.',
  DOCUMENT_INVALID: 'One or more documents have mistakes; all of them are listed with their places.',
} as const;

export const documentsError = errorsOf(DOCUMENTS_ERRORS);
