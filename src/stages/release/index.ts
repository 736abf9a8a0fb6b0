export { buildReport, type ReportContext, shownFindings } from './build-report.js';
export { en, type Messages } from './messages/index.js';
export { publish } from './publish.js';
export { RELEASE_ERRORS } from './release.errors.js';
export { ReleaseFolders } from './release-folders.js';
export { ReportSchema, type SegmentationReport, VERDICTS } from './report.schema.js';
export { renderReport } from './report-page/index.js';
export { stageRelease } from './stage-release.js';
export type { Publication, Staged } from './staged.js';
