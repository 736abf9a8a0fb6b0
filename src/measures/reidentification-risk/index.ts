export {
  type ReidentificationRisk,
  reidentificationRisk,
  reidentificationRiskMeasure,
} from './reidentification-risk.js';
