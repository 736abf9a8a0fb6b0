export { assessPrivacy, type ReleasedBefore } from './assess-privacy.js';
export type { EarlierRelease, PrivacyReport } from './privacy-report.js';
