export { isAlias } from './alias.js';
export type { Alternative } from './alternatives.js';
export type { DriftAsk, DriftSeries } from './drift-series.js';
export type { DryOutcome } from './dry-run.js';
export { Governance } from './governance.js';
export { governedRun } from './governed-run.js';
export type { HeldRun } from './hold-decision.js';
export {
  type ApprovalRow,
  byTime,
  type ChangeRecords,
  type ChangeRow,
  type ChangeState,
  dueAt,
  folderPolicies,
  fromHere,
  gitRevision,
  keepSnapshot,
  keptSnapshot,
  keptWaivers,
  type PoliciesInForce,
  type PolicyOrigin,
  type PolicySnapshot,
  policiesInForce,
  type ReadFolders,
  readSchedule,
  type ScheduledSet,
  settleInForce,
  snapshotFolder,
  snapshotOf,
  type WaiverRecords,
  type WaiverRow,
  type WaiverState,
  withWaiver,
} from './in-force/index.js';
export { wholeEntries, wholeEntry } from './kept-appendix.js';
export { type KeptOwnRules, keptOwnRules } from './kept-own-rules.js';
export { type ReasonsLeft, reasonsDigest } from './kept-reasons.js';
export { type KeptRules, keptRules, rulesDigest } from './kept-rules.js';
export { loadNamed, loadRegisters } from './load-registers.js';
export { type OpenedGovernance, openGovernance, type World } from './open-governance.js';
export { type OpenedRecord, openRecord } from './open-record.js';
export type { ColumnOption, DestinationOptions, OptionsAsk } from './options.js';
export type { Outcome } from './outcome.js';
export type { Parts, Registers } from './parts.js';
export { obligedDigest, type RecordedDecision, type RecordedReason, recordedDecision } from './recorded-decision.js';
export { RUN_ERRORS } from './run.errors.js';
export type { Stages } from './stages.js';
