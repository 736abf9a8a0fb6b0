export {
  AUTHORING_ERRORS,
  askWish,
  type CatalogueNames,
  type Choices,
  type Conversation,
  type Created,
  catalogueNames,
  catalogueSchemas,
  createPolicy,
  type Desk,
  type Formatted,
  formatPolicies,
  formatText,
  isOpen,
  POLICY_KINDS,
  type PolicyWish,
  writeSchemas,
} from './authoring/index.js';
export type { CaseAnswer, CaseEvaluator } from './case-evaluator.js';
export type { CaseQuestion } from './case-question.js';
export { CasesSchema, FixturesSchema } from './cases.schema.js';
export {
  approveChange,
  CHANGES_ERRORS,
  type ChangeParts,
  type ChangeView,
  changeList,
  changeRow,
  changeText,
  changeView,
  createDraft,
  POLICY_ROLES,
  type PolicyHealth,
  PolicyReload,
  type PolicyStatus,
  policyStatus,
  policyStatusLines,
  rollBack,
  withdrawChange,
} from './changes/index.js';
export {
  type Coverage,
  coverageLcov,
  coveragePage,
  coverageText,
  policyCoverage,
} from './coverage/index.js';
export {
  DIFF_ERRORS,
  type DiffOptions,
  diffPolicies,
  diffText,
  type OwnRulesAside,
  ownRulesAside,
  ownRulesText,
  type PolicyChange,
  type PolicyDiff,
  readPolicySide,
} from './diff/index.js';
export { editorSchemas } from './editor-schemas.js';
export {
  type Affected,
  approveWaiver,
  EXCEPTIONS_ERRORS,
  type ExceptionParts,
  refuseWaiver,
  requestedText,
  requestWaiver,
  type WaiverScope,
  waiverList,
  waiverLooks,
  waiverRow,
  withdrawWaiver,
} from './exceptions/index.js';
export {
  type DecisionExplanation,
  EXPLANATIONS_ERRORS,
  explainRequest,
  explainRun,
  explainSubject,
  explanationText,
  type SubjectExplanation,
  subjectText,
} from './explanations/index.js';
export {
  formatLint,
  LINT_FORMATS,
  LINT_RULES,
  type LintReport,
  type LintSettings,
  LintSettingsSchema,
  lintFormatOf,
  lintPolicies,
  lintRulePage,
  lintSettingsOf,
  loadLintSettings,
  loadWaiverUses,
} from './lint/index.js';
export { type MutationTest, mutationText, type Survivor, testMutants } from './mutation/index.js';
export {
  bringPack,
  buildPack,
  diffOfPack,
  makeSigningKey,
  PACK_WORK_ERRORS,
  type PackPlan,
  type PackRefusal,
  packPage,
  packPlanText,
  packRemovalText,
  type RecordPack,
  readPackSource,
  readSigningKey,
  removePack,
  signPack,
  testPack,
  verifyPack,
  weighPack,
} from './packs/index.js';
export { policyTable } from './policy-table.js';
export { type CaseResult, type PolicyTest, testPolicies, testPoliciesInData } from './policy-test.js';
export { policyTestText } from './policy-test-text.js';
export {
  REPLAY_ERRORS,
  type Replay,
  replayCandidate,
  replayDecisions,
  replayText,
  sinceInstant,
} from './replay/index.js';
export { withRowTrial } from './row-engine.js';
export type { RowTrial } from './row-trial.js';
export {
  anyChangedSince,
  type Changed,
  changedSince,
  formatTest,
  TEST_FORMATS,
  TEST_OUTPUT_ERRORS,
  type TestFormat,
  testFormatOf,
  watchFolders,
} from './test-output/index.js';
export { WORKBENCH_ERRORS } from './workbench.errors.js';
