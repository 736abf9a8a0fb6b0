import { errorsOf } from './probity-error.js';

export const DOCUMENTS_ERRORS = {
  NOT_CANONICAL: 'A value cannot be written as canonical JSON.',
  DOCUMENT_INVALID: 'One or more documents have mistakes; all of them are listed with their places.',
  NAME_OF_FILE: 'A document does not have the name of its file.',
  NAME_TWICE: 'Two documents of one register have one name.',
  YAML_SYNTAX: 'A document is not valid YAML 1.2.',
  YAML_EMPTY: 'A file holds no document.',
  YAML_MANY: 'A file holds more than one document where one is expected.',
  YAML_DUPLICATE_KEY: 'A mapping has the same key twice.',
  YAML_TAG: 'A document uses a custom tag.',
  YAML_ALIASES: 'A document repeats parts of itself by too many aliases.',
  YAML_BIDI: 'A document holds bidirectional controls, which make it read otherwise than it means.',
  YAML_TOO_LARGE: 'A document is larger than 1 MiB.',
  YAML_TOO_DEEP: 'A document is nested deeper than 32 levels.',
  UNKNOWN_KEY: 'A mapping has a key that its schema does not know.',
  MISSING_KEY: 'A mapping lacks a key that its schema requires.',
  UNKNOWN_VALUE: 'A value is not one of a closed list.',
  WRONG_TYPE: 'A value is of another type than its schema says.',
  OUT_OF_RANGE: 'A value has the right type, but is too small, too large or of the wrong form.',
} as const;

export const documentsError = errorsOf(DOCUMENTS_ERRORS);
