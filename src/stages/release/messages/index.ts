export { en } from './en.js';
export type { FindingParts, Messages, NotShownCode, ReasonParts, RunOutcome, Term } from './messages.js';
