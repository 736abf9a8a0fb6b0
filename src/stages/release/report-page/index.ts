export { earlierAttempts } from './attempts-section.js';
export { driftSection } from './drift-section.js';
export { renderReport, reportEvidence } from './render-report.js';
