import { associationMeasure } from './association/index.js';
import { attributeDistinctionMeasure } from './attribute-distinction/index.js';
import { audienceDifferenceMeasure } from './audience-difference/index.js';
import { balanceMeasure } from './balance/index.js';
import { benefitVerdictMeasure } from './benefit-verdict/index.js';
import { betaLikenessMeasure } from './beta-likeness/index.js';
import { cellSuppressionMeasure } from './cell-suppression/index.js';
import { conditionalDisparityMeasure } from './conditional-disparity/index.js';
import { deltaDisclosureMeasure } from './delta-disclosure/index.js';
import { differentialFairnessMeasure } from './differential-fairness/index.js';
import { discernibilityMeasure } from './discernibility/index.js';
import { distanceFairnessMeasure } from './distance-fairness/index.js';
import { distributionDistanceMeasure } from './distribution-distance/index.js';
import { effectIntervalsMeasure } from './effect-intervals/index.js';
import { homogeneityMeasure } from './homogeneity/index.js';
import { independenceMeasure } from './independence/index.js';
import { individualConsistencyMeasure } from './individual-consistency/index.js';
import { individualRiskMeasure } from './individual-risk/index.js';
import { informationLossMeasure } from './information-loss/index.js';
import { jointProxyMeasure } from './joint-proxy/index.js';
import { kAnonymityMeasure } from './k-anonymity/index.js';
import { lDiversityMeasure } from './l-diversity/index.js';
import { misclassificationMeasure } from './misclassification/index.js';
import { missingValuesMeasure } from './missing-values/index.js';
import { populationRiskMeasure } from './population-risk/index.js';
import { populationUniquenessMeasure } from './population-uniqueness/index.js';
import { proxyStrengthMeasure } from './proxy-strength/index.js';
import { rateComparisonMeasure } from './rate-comparison/index.js';
import { ratioVerdictMeasure } from './ratio-verdict/index.js';
import { reachDriftMeasure } from './reach-drift/index.js';
import { reidentificationRiskMeasure } from './reidentification-risk/index.js';
import { releaseDifferenceMeasure } from './release-difference/index.js';
import { representationMeasure } from './representation/index.js';
import { sampleWeightsMeasure } from './sample-weights/index.js';
import { segmentBenefitMeasure } from './segment-benefit/index.js';
import { segmentProxiesMeasure } from './segment-proxies/index.js';
import { segmentTestsMeasure } from './segment-tests/index.js';
import { selectionRatesMeasure } from './selection-rates/index.js';
import { specialUniquesMeasure } from './special-uniques/index.js';
import { tClosenessMeasure } from './t-closeness/index.js';
import { totalVariationMeasure } from './total-variation/index.js';

/**
 * Every measure, one per folder with a claim. A bundle cannot list folders, so this list is written out; its spec
 * compares it with the folders.
 */
export const MEASURES = Object.freeze([
  associationMeasure,
  attributeDistinctionMeasure,
  audienceDifferenceMeasure,
  balanceMeasure,
  benefitVerdictMeasure,
  betaLikenessMeasure,
  cellSuppressionMeasure,
  conditionalDisparityMeasure,
  deltaDisclosureMeasure,
  differentialFairnessMeasure,
  discernibilityMeasure,
  distanceFairnessMeasure,
  distributionDistanceMeasure,
  effectIntervalsMeasure,
  homogeneityMeasure,
  independenceMeasure,
  individualConsistencyMeasure,
  individualRiskMeasure,
  informationLossMeasure,
  jointProxyMeasure,
  kAnonymityMeasure,
  lDiversityMeasure,
  misclassificationMeasure,
  missingValuesMeasure,
  populationRiskMeasure,
  populationUniquenessMeasure,
  proxyStrengthMeasure,
  rateComparisonMeasure,
  ratioVerdictMeasure,
  reachDriftMeasure,
  reidentificationRiskMeasure,
  releaseDifferenceMeasure,
  representationMeasure,
  sampleWeightsMeasure,
  segmentBenefitMeasure,
  segmentProxiesMeasure,
  segmentTestsMeasure,
  selectionRatesMeasure,
  specialUniquesMeasure,
  tClosenessMeasure,
  totalVariationMeasure,
] as const);
