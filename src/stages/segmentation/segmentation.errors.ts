import { errorsOf } from '../../documents/index.js';

export const SEGMENTATION_ERRORS = {
  ISOLATION_TOO_LOW: 'The sandbox level that holds here is lower than the run needs.',
  PLUGIN_NEEDS_COLUMNS: 'The granted columns are not what the plugin needs.',
  PLUGIN_NEEDS_ALL_ROWS: 'The plugin must see every row, and there are more than it can take.',
  PLUGIN_WITHOUT_SAMPLE: 'A reweighing was asked for of a plugin that is given no sample.',
  PLUGIN_REFUSED: 'The plugin cannot do its work on these rows, for a reason that it declared.',
  PLUGIN_OUTPUT_INVALID: 'What a plugin returned is not a model or labels that it may return.',
  LABELS_NAMES: 'A segment of labels made outside has a name that could be a value of a person.',
  NO_ROWS: 'No row was left to segment.',
} as const;

export const segmentationError = errorsOf(SEGMENTATION_ERRORS);
