import { errorsOf } from '../../documents/index.js';

export const LEGAL_PROFILES_ERRORS = {
  REGION_UNKNOWN: 'The settings name a region that no legal profile declares.',
  DATES_REVERSED: 'A legal constant ends before it begins.',
} as const;

export const legalProfilesError = errorsOf(LEGAL_PROFILES_ERRORS);
