/** What the engine calls an obligation, and what it does for people. */
const WORDS: Readonly<Record<string, string>> = {
  alphaMax: 'no segment has too large a part of people who look alike',
  approvals: 'released only after the approvals that policy asks for',
  attemptsMax: 'attempts at the same segmentation are limited in number',
  betaMax: 'how somebody looks makes no segment much more certain',
  budgetDelta: 'the chance that a text value tells of one person is limited over all answers together',
  budgetEpsilon: 'what all answers to one receiver tell of a person is limited',
  budgetRho: 'what all answers to one receiver tell of a person is limited',
  cellSizeMin: 'counts of too few people are hidden',
  confidence: 'differences between groups are judged with intervals',
  correction: 'many comparisons at once are corrected for',
  deltaMax: 'how somebody looks makes no segment much more or less common',
  differenceMin: 'segments differ from those of earlier releases by nobody or by enough people',
  driftMax: 'a segmentation whose reach of a group moves away from that of its first runs is noticed',
  driftRuns: 'the first runs of a segmentation say what is ordinary',
  entropyLMin: 'people who look alike are spread over several segments, rare ones counting for less',
  groupSizeMin: 'groups of too few people are not compared',
  isolationMin: 'the segmentation code runs behind walls of a required strength',
  kMin: 'nobody is among too few people who look alike',
  kWithSegmentMin: 'nobody is among too few people who look alike and are in one segment',
  lMin: 'people who look alike are spread over several segments',
  modelOnly: 'only a model is released, and nobody by name or pseudonym',
  noiseDelta: 'text values that few people have are not shown',
  noiseEpsilon: 'only counts and sums leave, with noise on them',
  noiseRho: 'only counts and sums leave, with noise on them',
  onDrift: 'a group reached otherwise than in the first runs has a set consequence',
  onFail: 'a group reached too seldom has a set consequence',
  onInconclusive: 'too few people to say has a set consequence',
  onNotAssessed: 'a trait that could not be looked at has a set consequence',
  onNotEstimable: 'a comparison that has no ratio has a set consequence',
  onSmallDifference: 'too small a difference from an earlier release has a set consequence',
  recodedKMin: 'in a k-anonymous table, nobody is among too few who look alike and share a segment',
  recodedLMin: 'in a k-anonymous table, people who look alike are spread over several segments',
  recodedTMax: 'in a k-anonymous table, people who look alike are spread over the segments as everybody is',
  releaseDays: 'a release is destroyed after a set time',
  rows: 'people whom a rule excludes (consent, objection, age, retention) are left out',
  suppressionMax: 'a k-anonymous table leaves out few people',
  segmentSizeMin: 'segments of too few people are not released',
  tMax: 'the segments of people who look alike are near to those of everybody',
};

/** An obligation that was carried out, in words; one without words stands by its name. */
export function enObligation(obligation: string): string {
  const [family = obligation, of] = obligation.split(/:(.*)/s);
  switch (family) {
    case 'mask':
      return `values of ${of ?? ''} are coarsened`;
    case 'recursiveCMax':
      return `the commonest segment of people who look alike does not outweigh the others from place ${of ?? ''} on`;
    case 'boundLow':
      return `values of ${of ?? ''} below a bound count as the bound`;
    case 'boundHigh':
      return `values of ${of ?? ''} above a bound count as the bound`;
    case 'benefitRatioMin':
    case 'benefitDifferenceMax':
      return `groups by ${of === '*' ? 'every trait' : of} must get alike on average, within a limit`;
    case 'ratioMin':
      return `groups by ${of === '*' ? 'every trait' : of} must be reached alike, within a limit`;
    default:
      return Object.hasOwn(WORDS, family) ? (WORDS[family] as string) : `obligation carried out: ${obligation}`;
  }
}
