export type {
  Consequence,
  Decision,
  Denial,
  FairnessLimit,
  GrantedColumn,
  Limits,
  Mask,
  Permit,
  Reason,
  ReasonCode,
} from './decision.js';
