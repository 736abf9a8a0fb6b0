export type { DecisionExplanation, ExplainedReason, ExplainedThing, OnTrial } from './decision-explanation.js';
export { explainRequest } from './explain-request.js';
export { explainRun } from './explain-run.js';
export { explainSubject, type SubjectExplanation } from './explain-subject.js';
export { explanationText } from './explanation-text.js';
export { EXPLANATIONS_ERRORS } from './explanations.errors.js';
export { subjectText } from './subject-text.js';
