import { countText, figureText, intervalText, shareText } from '../../../documents/index.js';
import type { FindingParts, Messages } from './messages.js';

/** What the gates found, as sentences that need no statistics to be read. */
export const enFindings: Messages['findings'] = {
  SEGMENTS_SUPPRESSED: ({ segment: name, subject, limit }) =>
    `${capital(segmentNamed(name ?? subject))} is not released: it, or one that it could give away, has fewer than ${count(limit)} people.`,
  NOTHING_TO_RELEASE: ({ limit }) => `No segment has ${count(limit)} people or more, so there is nothing to release.`,
  RATIO_BELOW_LIMIT: (finding) =>
    `By ${finding.subject}, ${compared(finding)}${measured(finding)}. The limit is ${number(finding.limit)}, and chance does not explain the difference.`,
  RATIO_INCONCLUSIVE: (finding) =>
    `By ${finding.subject}, ${compared(finding)}${measured(finding)}. There are too few people to say whether the limit of ${number(finding.limit)} is kept${needed(finding)}.`,
  RATIO_NOT_ESTIMABLE: (finding) =>
    `By ${finding.subject}, ${pair(finding)} in ${segment(finding)} cannot be compared: a group is absent or has nobody there.`,
  BENEFIT_RATIO_BELOW_LIMIT: (finding) =>
    `By ${finding.subject}, ${got(finding)}${timesAsMuch(finding)}. The limit is ${number(finding.limit)} times as much, and chance does not explain the difference.`,
  BENEFIT_DIFFERENCE_ABOVE_LIMIT: (finding) =>
    `By ${finding.subject}, ${got(finding)}${soMuchLess(finding)}. At most ${number(finding.limit)} is allowed, and chance does not explain the difference.`,
  BENEFIT_INCONCLUSIVE: (finding) =>
    `By ${finding.subject}, too few people are there to say whether ${pair(finding)} get on average what the limit of ${number(finding.limit)} asks for${needed(finding)}.`,
  BENEFIT_NOT_ESTIMABLE: ({ subject }) =>
    `By ${subject}, what groups get on average cannot be compared: a group is absent, or there is nothing of which one could get a share.`,
  BENEFIT_NOT_ASSESSED: ({ subject }) =>
    `A policy limits what groups by ${subject} get on average, and the purpose does not say what every segment is worth to a person in it.`,
  TRAIT_NOT_ASSESSED: ({ subject }) =>
    `The trait ${subject} is not held, so nobody knows whether the segments differ by it.`,
  TRAIT_ESTIMATED: ({ subject }) => `The trait ${subject} is estimated, not known, and an estimate never gives a pass.`,
  REACH_DRIFTED: (finding) =>
    `By ${finding.subject}, this segmentation no longer reaches people as its first runs did: ${drifted(finding)}. Chance does not explain that, and the groups are further apart than before, so a person must look at its fairness again. Who approves this run says that it was looked at: later runs are then compared with this one.`,
  K_BELOW_LIMIT: ({ subject, found, limit }) =>
    `By ${subject}, the smallest group of people who look alike has ${people(found)}; the least allowed is ${count(limit)}.`,
  K_WITH_SEGMENT_BELOW_LIMIT: ({ subject, found, limit }) =>
    `For somebody who knows the segment as well, the smallest group of people who look alike by ${subject} has ${people(found)}; the least allowed is ${count(limit)}.`,
  K_IS_NOT_ENOUGH: ({ subject, found, limit }) =>
    `By ${subject}, every group of people who look alike has ${count(found)} or more, as the limit of ${count(limit)} asks (k holds). Yet everybody of some group is in one and the same segment (l = 1): who knows how one of them looks knows the segment, however large the group is. No policy says how far a group may give its segment away, so a person must decide.`,
  HOMOGENEOUS_CLASSES: ({ subject, found, limit }) =>
    found === 1
      ? `Everybody of some group of people who look alike by ${subject} is in one and the same segment (l = 1); ${count(limit)} different ones are the least allowed. Who knows how one of them looks knows the segment, however large the group is.`
      : `Some people who look alike by ${subject} fall into ${count(found)} different segments; the least allowed is ${count(limit)}. Knowing how they look would nearly tell their segment.`,
  SEGMENT_SHARE_ABOVE_LIMIT: ({ subject, found, limit }) =>
    `Of a group of people who look alike by ${subject}, ${share(found)} are in one segment; at most ${share(limit)} may be. Knowing how somebody looks would nearly tell the segment.`,
  ENTROPY_L_BELOW_LIMIT: ({ subject, found, limit }) =>
    `Where rare segments count for less, some group of people who look alike by ${subject} is spread over ${real(found)} segments; the least allowed is ${number(limit)}.`,
  RECURSIVE_L_BROKEN: ({ subject, found, limit }) =>
    found === undefined
      ? `Some group of people who look alike by ${subject} has too few different segments for its commonest to be hidden among the others.`
      : `In some group of people who look alike by ${subject}, the commonest segment has ${real(found)} times the people of the segments that count beside it; it must have fewer than ${number(limit)} times as many.`,
  T_ABOVE_LIMIT: ({ subject, found, limit }) =>
    `The segments of some group of people who look alike by ${subject} differ from those of everybody by ${real(found)} (0 to 1); at most ${number(limit)} is allowed. To look like that says much about the segment.`,
  BETA_ABOVE_LIMIT: ({ subject, found, limit }) =>
    `For some people who look alike by ${subject}, a segment becomes more certain by ${real(found)} times what it is for anybody (1 is twice as certain); at most ${number(limit)} is allowed.`,
  DELTA_ABOVE_LIMIT: ({ subject, found, limit }) =>
    found === undefined
      ? `Nobody of some group of people who look alike by ${subject} is in one of the segments, which says of each that they are not; the limit of ${number(limit)} on the change of shares forbids it.`
      : `In some group of people who look alike by ${subject}, a segment is more or less common than among everybody by ${real(found)} on the logarithmic scale; it must be less than ${number(limit)}.`,
  DIFFERENCE_TOO_SMALL: ({ subject, limit }) =>
    `A segment and what comes nearest to it in the release of run ${subject} differ by fewer than ${count(limit)} people who changed segment: who holds both could work out what these few are like.`,
  RELEASES_TOO_CLOSE: ({ subject, limit }) =>
    `A segment and what comes nearest to it in the release of run ${subject} differ by fewer than ${count(limit)} people: who holds both could take the figures of one from the other and be left with those of these few.`,
  DIFFERENCE_NOT_ASSESSED: ({ subject }) =>
    `The release of run ${subject} is in force and could not be compared with this one, so nobody knows by how few people they differ.`,
  TABLE_NOT_REACHED: ({ subject, limit }) =>
    `A k-anonymous table by ${subject || 'the columns asked for'} cannot be released: it does not reach what was asked and what policy demands (at least ${count(limit)}). Coarser hierarchies, fewer columns or more people left out may help.`,
  TOO_MANY_ATTEMPTS: ({ found, limit }) =>
    `This is attempt ${count(found)} at the same dataset, purpose and destination; at most ${count(limit)} are allowed.`,
  APPROVAL_NEEDED: ({ subject }) => `Policy wants the approval of a person with the role ${subject}.`,
  LABELS_FORBIDDEN: ({ subject }) =>
    `${subject} gave labels instead of a model, which policy forbids here: labels cannot be explained or replayed.`,
  FOREIGN_LABELS: () =>
    'Labels were given for people who are not in the dataset. Make the labels from the dataset as it is now.',
  LABELS_LEFT_OUT: () =>
    'Labels were given also for people whom policy leaves out of this run; theirs were not used and are not released.',
  SEGMENTS_FROM_DATA: ({ subject }) =>
    `The segments that ${subject} made follow from people's values, which noise on counts does not hide. Under noise, only rules that people wrote can make segments.`,
  PEOPLE_NOT_TOLD_APART: ({ subject }) =>
    `The dataset ${subject} names no subject key, so that one person may stand in several rows, and no noise is known to be enough.`,
  BUDGET_SPENT: () =>
    'What policy lets answers about this dataset tell the destination is spent; see probity budget show. What was asked before today can be asked again.',
  OBLIGATION_NOT_CARRIED_OUT: ({ subject }) => `Policy demanded ${subject}, and no stage carried it out.`,
};

function compared(finding: FindingParts): string {
  const [lower, higher] = finding.groups ?? ['one group', 'another'];
  return `${lower} reach ${segment(finding)} less often than ${higher}`;
}

function measured({ found, interval }: FindingParts): string {
  if (found === undefined) return '';
  return `: ${figureText(found)} times as often${between(interval)}`;
}

function needed({ groupSizeNeeded }: FindingParts): string {
  return groupSizeNeeded === undefined
    ? ''
    : `; about ${countText(groupSizeNeeded)} people in each group would decide it`;
}

function got({ groups }: FindingParts): string {
  const [lower, higher] = groups ?? ['one group', 'another'];
  return `${lower} get less on average than ${higher}, by what the purpose says the segments are worth`;
}

function timesAsMuch({ found, interval }: FindingParts): string {
  return found === undefined ? '' : `: ${figureText(found)} times as much${between(interval)}`;
}

function soMuchLess({ found, interval }: FindingParts): string {
  return found === undefined ? '' : `: ${figureText(found)} less${between(interval)}`;
}

function between(interval: FindingParts['interval']): string {
  return interval ? ` (between ${intervalText(interval).replace(' to ', ' and ')})` : '';
}

// The figure is smoothed over the runs, and the interval is where the first ones put it.
function drifted({ groups, found, interval, ...finding }: FindingParts): string {
  const [group, reference] = groups ?? ['one group', 'another'];
  const now = found === undefined ? 'otherwise than' : `${figureText(found)} times as often as`;
  const before = interval ? `, where ${intervalText(interval)} would be ordinary` : '';
  return `over the last runs ${group} reach ${segment(finding)} ${now} ${reference}${before}`;
}

function pair({ groups }: FindingParts): string {
  return groups ? `${groups[0]} and ${groups[1]}` : 'two groups';
}

function segment(finding: FindingParts): string {
  return finding.segment ? segmentNamed(finding.segment) : 'a segment';
}

function segmentNamed(name: string): string {
  return /^segment\b/i.test(name) ? name : `the segment ${name}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function people(found: number | undefined): string {
  return found === 1 ? '1 person' : `${count(found)} people`;
}

function count(value: number | undefined): string {
  return value === undefined ? 'the minimum' : countText(value);
}

function share(value: number | undefined): string {
  return value === undefined ? 'a part' : shareText(value);
}

function real(value: number | undefined): string {
  return value === undefined ? 'too few' : figureText(value);
}

// A limit reads as the policy wrote it.
function number(value: number | undefined): string {
  return value === undefined ? 'the policy' : String(value);
}
