export { driftSection } from './drift-section.js';
export { renderReport, reportEvidence } from './render-report.js';
