export { assessPrivacy, type PrivacyInput } from './assess-privacy.js';
export type { EarlierReleases, ReleasedBefore } from './compare-earlier.js';
export type { EarlierRelease, KeyFigures, PrivacyReport, UncomparedRelease } from './privacy-report.js';
