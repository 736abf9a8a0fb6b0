import { errorsOf } from '../documents/index.js';

export const ENGINES_ERRORS = {
  SOURCE_MISSING: 'A file that a dataset names is not there.',
  SOURCE_UNREADABLE: 'A source cannot be read as the format that its dataset declares.',
  CSV_ROW_RAGGED:
    'A row of a CSV file has more or fewer fields than the others; its line is named, its content is not.',
  COLUMN_MISSING: 'A source lacks a column that its dataset declares.',
  COLUMN_TYPE: 'A column holds values that are not of the declared type; they are counted, never shown.',
  SUBJECT_KEY_UNUSABLE: 'The subject key of a dataset is empty or stands in several rows.',
  LABELS_UNREADABLE: 'A file of labels that were made outside lacks its columns, or names too many segments.',
  TOO_MANY_ROWS: 'More rows were asked for at once than the request allows.',
  ENGINE_FAILED: 'The data engine could not finish a statement; its own message may hold values, so it is not shown.',
  TOO_MANY_ROW_RULES: 'More row rules apply to a run than one reason mask can hold.',
} as const;

export const enginesError = errorsOf(ENGINES_ERRORS);
