export { type Affected, affectedByReplay } from './affected-runs.js';
export { approveWaiver, refuseWaiver, type WaiverDecision, withdrawWaiver } from './decide-waiver.js';
export type { AffectedRuns, ExceptionParts, WaiverScope } from './exception-parts.js';
export { EXCEPTIONS_ERRORS } from './exceptions.errors.js';
export { type RequestedWaiver, requestWaiver, type WaiverAsk } from './request-waiver.js';
export { type WaiverList, type WaiverStanding, type WaiverView, waiverList } from './waiver-list.js';
export { requestedText, waiverLooks, waiverRow } from './waiver-text.js';
