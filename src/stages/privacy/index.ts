export { assessPrivacy } from './assess-privacy.js';
export type { PrivacyReport } from './privacy-report.js';
