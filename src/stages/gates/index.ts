export { type GateInput, judge, withTrials } from './judge.js';
export type { Attempt, Cleared, Finding, FindingCode, Held, Trial, Variant, Verdict, Withheld } from './verdict.js';
