export { type ConstantPeriod, type DatedConstant, type LegalConstants, legalConstants } from './legal-constants.js';
export type { LegalConstant, LegalProfile } from './legal-profile.schema.js';
export { LegalProfileSchema } from './legal-profile.schema.js';
export { LEGAL_PROFILES_ERRORS } from './legal-profiles.errors.js';
export {
  constantsAt,
  type DatedProfile,
  type LegalProfileRegister,
  loadLegalProfiles,
  profilesAt,
} from './load-legal-profiles.js';
