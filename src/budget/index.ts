export { BUDGET_ERRORS } from './budget.errors.js';
export {
  type BudgetLimits,
  type Cost,
  costOf,
  DELTA_UNIT,
  lossText,
  remaining,
} from './cost.js';
export { type Account, BudgetLedger, type Paid, type Spend, total } from './ledger.js';
export { BUDGET_MIGRATIONS } from './ledger-table.js';
