import { countText, figureText, intervalText } from '../../../documents/index.js';
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
  TRAIT_NOT_ASSESSED: ({ subject }) =>
    `The trait ${subject} is not held, so nobody knows whether the segments differ by it.`,
  TRAIT_ESTIMATED: ({ subject }) => `The trait ${subject} is estimated, not known, and an estimate never gives a pass.`,
  K_BELOW_LIMIT: ({ subject, found, limit }) =>
    `By ${subject}, the smallest group of people who look alike has ${people(found)}; the least allowed is ${count(limit)}.`,
  HOMOGENEOUS_CLASSES: ({ subject, found, limit }) =>
    `Some people who look alike by ${subject} fall into ${count(found)} different segment${found === 1 ? '' : 's'}; the least allowed is ${count(limit)}. Knowing how they look would tell their segment.`,
  DIFFERENCE_TOO_SMALL: ({ subject, limit }) =>
    `Fewer than ${count(limit)} people changed segment since the release of run ${subject}: who holds both could work out what these few are like.`,
  TOO_MANY_ATTEMPTS: ({ found, limit }) =>
    `This is attempt ${count(found)} at the same dataset, purpose and destination; at most ${count(limit)} are allowed.`,
  APPROVAL_NEEDED: ({ subject }) => `Policy wants the approval of a person with the role ${subject}.`,
  LABELS_FORBIDDEN: ({ subject }) =>
    `${subject} gave labels instead of a model, which policy forbids here: labels cannot be explained or replayed.`,
  FOREIGN_LABELS: () =>
    'Labels were given for people who are not in the dataset. Make the labels from the dataset as it is now.',
  LABELS_LEFT_OUT: () =>
    'Labels were given also for people whom policy leaves out of this run; theirs were not used and are not released.',
  OBLIGATION_NOT_CARRIED_OUT: ({ subject }) => `Policy demanded ${subject}, and no stage carried it out.`,
};

function compared(finding: FindingParts): string {
  const [lower, higher] = finding.groups ?? ['one group', 'another'];
  return `${lower} reach ${segment(finding)} less often than ${higher}`;
}

function measured({ found, interval }: FindingParts): string {
  if (found === undefined) return '';
  return `: ${figureText(found)} times as often${interval ? ` (between ${intervalText(interval).replace(' to ', ' and ')})` : ''}`;
}

function needed({ groupSizeNeeded }: FindingParts): string {
  return groupSizeNeeded === undefined
    ? ''
    : `; about ${countText(groupSizeNeeded)} people in each group would decide it`;
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

// A limit reads as the policy wrote it.
function number(value: number | undefined): string {
  return value === undefined ? 'the policy' : String(value);
}
