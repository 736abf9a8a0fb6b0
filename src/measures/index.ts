export { type Association, association } from './association/index.js';
export { type AttributeDistinction, attributeDistinction } from './attribute-distinction/index.js';
export { type AudienceDifference, audienceDifference, type NearestUnion } from './audience-difference/index.js';
export { type Balance, balance } from './balance/index.js';
export { type BenefitComparison, type BenefitTable, judgeBenefit, type TraitBenefit } from './benefit-verdict/index.js';
export { type BetaLikeness, betaLikeness } from './beta-likeness/index.js';
export { type HiddenCells, hideSmallCells, hideSmallSegments, recoverable } from './cell-suppression/index.js';
export { type ClassKeys, classKeys } from './class-keys/index.js';
export { type ClassTable, classTable, withSegmentKnown } from './class-table/index.js';
export { type ConditionalDisparity, conditionalDisparity } from './conditional-disparity/index.js';
export { type CountTable, countTable, sumOf } from './count-table/index.js';
export { type DeltaDisclosure, deltaDisclosure } from './delta-disclosure/index.js';
export { type DifferentialFairness, differentialFairness } from './differential-fairness/index.js';
export { type Discernibility, discernibility } from './discernibility/index.js';
export { type DistanceFairness, distanceFairness, type GroupDistances } from './distance-fairness/index.js';
export { type DistributionDistance, distributionDistance } from './distribution-distance/index.js';
export { type EffectIntervals, effectIntervals } from './effect-intervals/index.js';
export { VERDICTS } from './figures.schema.js';
export { type Homogeneity, homogeneity } from './homogeneity/index.js';
export { type Independence, type IndependenceOptions, testIndependence } from './independence/index.js';
export {
  type GroupNeighbours,
  type IndividualConsistency,
  individualConsistency,
} from './individual-consistency/index.js';
export { type IndividualRisk, individualRisk, type SampledClass } from './individual-risk/index.js';
export { type GeneralisedTable, type InformationLoss, informationLoss } from './information-loss/index.js';
export { type CombinationTable, type JointProxy, jointProxy } from './joint-proxy/index.js';
export { type KAnonymity, kAnonymity } from './k-anonymity/index.js';
export { type LDiversity, lDiversity, recursiveAbove } from './l-diversity/index.js';
export type { Measure, Needs } from './measure.js';
export { MEASURES_ERRORS } from './measures.errors.js';
export { type Confusion, correctMisclassified, evenConfusion } from './misclassification/index.js';
export { type MissingValues, missingValues } from './missing-values/index.js';
export { type PopulationRisk, populationRisk } from './population-risk/index.js';
export { type ClassSizes, type PopulationUniqueness, populationUniqueness } from './population-uniqueness/index.js';
export { type ProxyRanking, type ProxyStrength, rankProxies, type ValueTable } from './proxy-strength/index.js';
export { compareRates, type RateComparison } from './rate-comparison/index.js';
export {
  type ComparisonVerdict,
  type FairnessOptions,
  type FairnessResult,
  groupSizeNeeded,
  judgeFairness,
  type RatioComparison,
  type TraitTable,
  type TraitVerdict,
  type VerdictReason,
} from './ratio-verdict/index.js';
export { DRIFT_STATES, type DriftState, type ReachDrift, type ReachPair, reachDrift } from './reach-drift/index.js';
export { MEASURES } from './registry.js';
export { type ReidentificationRisk, reidentificationRisk } from './reidentification-risk/index.js';
export { type ReleaseDifference, releaseDifference } from './release-difference/index.js';
export { type Representation, type RepresentedGroup, representation } from './representation/index.js';
export { effectiveSample } from './sample-weights/index.js';
export { type SegmentBenefit, segmentBenefit } from './segment-benefit/index.js';
export { type DealtTables, type SegmentProxies, segmentProxies } from './segment-proxies/index.js';
export { type SegmentTests, testSegments } from './segment-tests/index.js';
export {
  type SegmentDisparity,
  type SelectionRate,
  type SelectionRates,
  selectionRates,
} from './selection-rates/index.js';
export { type SpecialUniques, specialUniques } from './special-uniques/index.js';
export { chiSquareSurvival, normalCdf, twoSidedZ, wilsonInterval } from './statistics/index.js';
export { type TCloseness, tCloseness } from './t-closeness/index.js';
export { type TotalVariation, totalVariation } from './total-variation/index.js';
