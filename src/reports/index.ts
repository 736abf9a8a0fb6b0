export { type Dossier, DossierSchema } from './dossier.schema.js';
export { driftReport } from './drift-report.js';
export { type DriftReportDocument, DriftReportSchema } from './drift-report.schema.js';
export { type Processing, ProcessingSchema } from './processing.schema.js';
export { recordOfProcessing } from './record-of-processing.js';
export type { RecordedEntry } from './recorded-runs.js';
export { REPORTS_ERRORS } from './reports.errors.js';
export { runDossier } from './run-dossier.js';
