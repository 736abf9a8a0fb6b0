export { type ManifestFile, makeFolder, manifestOf, replaceDurable, writeDurable } from './durable-files.js';
export { en, type Messages } from './messages/index.js';
export { publish } from './publish.js';
export { RELEASE_ERRORS } from './release.errors.js';
export { ReleaseFolders } from './release-folders.js';
export { ReportSchema, type SegmentationReport, VERDICTS } from './report.schema.js';
export { renderReport } from './report-page/index.js';
export type { Publication, Staged } from './staged.js';
