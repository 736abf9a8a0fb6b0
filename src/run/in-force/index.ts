export {
  type ApprovalRow,
  CHANGE_MIGRATIONS,
  ChangeRecords,
  type ChangeRow,
  type ChangeState,
} from './change-records.js';
export { gitRevision } from './git-revision.js';
export {
  folderPolicies,
  fromHere,
  keptWaivers,
  type PoliciesInForce,
  type PolicyOrigin,
  policiesInForce,
  type ReadFolders,
  type RefusedSet,
  waiverRoot,
  withWaiver,
} from './policies-in-force.js';
export {
  byTime,
  dueAt,
  type PolicySchedule,
  readSchedule,
  type ScheduledSet,
  writeSchedule,
} from './policy-schedule.js';
export { keepSnapshot, keptSnapshot, type PolicySnapshot, snapshotFolder, snapshotOf } from './policy-snapshot.js';
export { settleInForce } from './settle.js';
export { WAIVER_MIGRATIONS, WaiverRecords, type WaiverRow, type WaiverState } from './waiver-records.js';
