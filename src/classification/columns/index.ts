export { percent } from './because.js';
export { rolesOf, severityOf } from './category-effects.js';
export {
  CERTAINTIES,
  type Certainty,
  type ColumnFinding,
  type Evidence,
  SEVERITIES,
  type Severity,
} from './column-finding.js';
export { judgeColumn } from './judge-column.js';
export { isAkin } from './weigh-tallies.js';
