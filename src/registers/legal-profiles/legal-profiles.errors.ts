import { errorsOf } from '../../documents/index.js';

export const LEGAL_PROFILES_ERRORS = {
  REGION_UNKNOWN: 'The settings name a region that no legal profile declares.',
  DATES_REVERSED: 'A legal constant ends before it begins.',
  CONSTANT_TWICE: 'A legal constant has two values at the same time.',
} as const;

export const legalProfilesError = errorsOf(LEGAL_PROFILES_ERRORS);
