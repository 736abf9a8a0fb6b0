export { EarlierAttemptSchema } from './attempt.schema.js';
export { buildReport, type ReportContext, shownFindings } from './build-report.js';
export { DriftSchema } from './drift.schema.js';
export { driftPart } from './drift-part.js';
export { type KeptReport, keepReport } from './keep-report.js';
export { en, type Messages } from './messages/index.js';
export {
  drawAnswer,
  inWhole,
  type NoisePlan,
  type NoisyAnswer,
  type NoisyProfile,
  noisePlan,
  noisyProfile,
  type ToldUnderNoise,
  withoutFigures,
} from './noise/index.js';
export { publish } from './publish.js';
export { recodedPart } from './recoded-part.js';
export { RELEASE_ERRORS } from './release.errors.js';
export { ReleaseFolders } from './release-folders.js';
export { ReportSchema, type SegmentationReport } from './report.schema.js';
export { driftSection, earlierAttempts, renderReport, reportEvidence } from './report-page/index.js';
export { recordedPrivacy } from './shown-privacy.js';
export { hiddenRows, type ShownRows, shownRows } from './shown-rows.js';
export { stageRelease } from './stage-release.js';
export type { Publication, Staged } from './staged.js';
export { hiddenOf } from './trait-part.js';
