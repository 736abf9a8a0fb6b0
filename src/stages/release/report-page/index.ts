export { renderReport, reportEvidence } from './render-report.js';
