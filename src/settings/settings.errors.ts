import { errorsOf } from '../documents/index.js';

export const SETTINGS_ERRORS = {
  SETTINGS_MISSING: 'The settings file is not there or cannot be read.',
} as const;

export const settingsError = errorsOf(SETTINGS_ERRORS);
