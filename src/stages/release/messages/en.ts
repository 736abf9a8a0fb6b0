import { countText } from '../../../documents/index.js';
import { enFindings } from './en-findings.js';
import { enObligation } from './en-obligation.js';
import type { Messages, TrialParts } from './messages.js';

/** English. */
export const en: Messages = {
  obligation: enObligation,
  language: 'en',
  findings: enFindings,
  reasons: {
    GRANTED: ({ title, rule }) => `Allowed by ${named(title, rule)}.`,
    RESTRICTED: ({ title, rule }) => `Allowed under the conditions of ${named(title, rule)}.`,
    NOT_COVERED: ({ rule }) =>
      `No policy allows the data category ${rule ?? 'asked for'}; nothing is allowed by default.`,
    PROHIBITED: ({ title, rule, missing }) => `Forbidden by ${named(title, rule)}${unknownFacts(missing)}.`,
    UNKNOWN_OBLIGATION: ({ rule }) =>
      `A policy demands ${rule ?? 'an obligation'}, which this engine does not know; what it cannot carry out it does not allow.`,
    BAD_REQUEST: ({ missing }) => `The request could not be judged${unknownFacts(missing)}.`,
    MITIGATION_NOT_GRANTED: ({ rule }) =>
      `Nobody granted ${rule ?? 'the mitigation'}: treating people by their group needs a grant that names it (request.mitigation).`,
    ISOLATION_TOO_LOW: ({ rule }) =>
      `The policies ask for a stronger sandbox (${rule ?? 'a higher level'}) than the one that was proven here.`,
    ALL_SUPPRESSED: () => 'The policies suppress every column that was asked for.',
    KERNEL_FAULT: () => 'The policy kernel failed; a fault is answered with no.',
    WOULD_RESTRICT: ({ title, rule }) => `${named(title, rule)} is on trial: in force, it would have added conditions.`,
    WOULD_PROHIBIT: ({ title, rule }) =>
      `${named(title, rule)} is on trial: in force, it would have forbidden this run.`,
    OWN_RULE_FORBIDS: ({ title, rule }) => `Forbidden by the own rule ${rule ?? ''}: ${title ?? ''}`,
    OWN_RULE_RESTRICTS: ({ rule }) => `Allowed under the conditions of the own rule ${rule ?? ''}.`,
    OWN_RULE_FAILED: ({ rule }) =>
      `The own rule ${rule ?? ''} failed; a rule that gives no answer is answered with no.`,
    WAIVED: ({ title, rule }) => `${named(title, rule)} was set aside by an approved waiver.`,
  },
  unclassified: 'The catalogue gives it no role, so nobody may use it; give it one in the file of the dataset.',
  trials: {
    result: ({ variant, verdict, smallestRatio: [before, then] }) =>
      verdict === 'refused'
        ? `Not tried ${variantText(variant)}: no policy grants it (request.mitigation).`
        : `Tried ${variantText(variant)}: it ${TRIED[verdict]}; smallest ratio ${ratioText(before)} → ${ratioText(then)}.`,
    cost: (trial) => {
      const [before, then] = trial.explained;
      return then === null
        ? null
        : `What that costs: segments explain ${percent(before)} → ${percent(then)} of how customers differ in these features${treatmentCost(trial)}.`;
    },
  },
  hiddenCounts: (cellSizeMin) =>
    `“hidden” is a count under ${countText(cellSizeMin)} people, or one that would give such a count away.`,
  hiddenUnderNoise: 'Policy lets only counts with noise leave, so no exact count is shown or recorded.',
  consequences: {
    release: { word: 'recorded', meaning: 'Noted; it does not stop the release.' },
    hold: { word: 'a person must decide', meaning: 'Nothing leaves until a person with the right role approves it.' },
    withhold: { word: 'stops the release', meaning: 'Nothing leaves.' },
  },
  verdicts: {
    pass: { word: 'pass', meaning: 'the whole interval lies on the right side of the limit' },
    fail: {
      word: 'fail',
      meaning: 'the whole interval lies below the limit: the difference is there, and it is large',
    },
    inconclusive: { word: 'inconclusive', meaning: 'the interval straddles the limit: too few people to say' },
    not_estimable: { word: 'cannot be estimated', meaning: 'a group is absent or empty, so that there is no ratio' },
    not_assessed: { word: 'not assessed', meaning: 'the trait is not held, or no policy sets a limit for it' },
  },
  notShown: {
    TRAIT_NOT_HELD: (trait) =>
      `The trait ${trait} is not held, so whether segments differ by it is not known. This is not a pass.`,
    TRAIT_WITHOUT_LIMIT: (trait) =>
      `No policy sets a limit for ${trait}, so its figures are shown and nothing was judged by them. This is not a pass.`,
    NO_TRAITS: () =>
      'No protected traits are declared for the dataset, so whether segments differ by any was not looked at. This is not a pass.',
    CELLS_HIDDEN: (trait) =>
      `For ${trait}, groups too small to show are hidden here, and so are figures over the whole table, which would give them back. They were judged all the same.`,
    SEGMENT_WITHOUT_BENEFIT: (segment) =>
      `The purpose says what other segments are worth to a person in them, and not ${segment}: so what groups get was not compared.`,
    NO_QUASI_IDENTIFIERS: () =>
      'No quasi-identifiers are declared for the dataset, so the risk of singling people out was not measured.',
    INPUTS_NOT_GOVERNED: () => 'The labels were made outside: what they were made from, and how, was not governed.',
    SETS_NOT_LOOKED_AT: () =>
      'There are too many combinations of quasi-identifiers to see which of them make people stand out. How few look alike was counted all the same.',
    NO_EARLIER_RELEASE: () => 'No earlier release of these people is in force here, so there was none to compare with.',
    EARLIER_RELEASES_NOT_COMPARED: () =>
      'Some earlier releases in force could not be compared with this one: what they give away together with it is not known.',
    RELEASES_COMPARED_IN_PAIRS: () =>
      'This release was laid beside each earlier one: what three or more give away together is not known.',
    NOISE_HIDES_FIGURES: () =>
      'Counts and sums left with noise on them, so no exact figure stands here: how many people there were, what fairness and privacy were judged by, and which features tell a trait. They were judged all the same.',
    DRIFT_BEFORE_BASE: (trait) =>
      `For ${trait}, whether groups are still reached as before is not known yet: that needs more released runs of this segmentation.`,
    DRIFT_HIDDEN: (trait) =>
      `For ${trait}, how some groups were reached by earlier runs is hidden, since too few people are in it. Whether they drifted was judged all the same.`,
    DRIFT_WITHOUT_LIMIT: () =>
      'No policy says that a drift away from earlier runs matters, so the charts are shown and nothing was judged by them. This is not a pass.',
    NO_REFERENCE_POPULATION: (trait) =>
      `No reference population is declared for ${trait}, so whether the dataset itself lacks people of some group is not known. This is not a pass.`,
    REPRESENTATION_HIDDEN: (trait) =>
      `For ${trait}, how well groups are represented is hidden, since some are of too few people. The verdicts are shown.`,
    REPRESENTATION_WITHOUT_LIMIT: () =>
      'The dataset names no limit for representation, so no group is called under-represented. This is not a pass.',
    SEGMENT_TELLS_GROUP: (trait) =>
      `People were reassigned by ${trait}: who knows what somebody is like in the features that were used may be able to tell that person's group from the segment.`,
    PROXIES_BY_SAMPLE: () =>
      'The people are so many that proxies, variances and quartiles are of a fixed part of them, about 100,000. Counts and verdicts are of everybody.',
    SEGMENT_PROXIES_NOT_TESTED: () =>
      'There is no model, so that nobody could be assigned again: which feature makes the segments tell a trait is not known.',
  },
  rowReasons: {
    'no-consent': 'No consent on record for this purpose',
    'consent-too-old': 'Consent older than allowed',
    objection: 'The person objected',
    'opt-out': 'The person opted out of sale or sharing',
    restriction: 'Processing of the person is restricted',
    retention: 'Kept longer than allowed, or inactive for too long',
    prohibited: 'Excluded by policy',
  },
  masks: {
    round: (to) => `rounded to the nearest ${to}`,
    bucket: (width) => `coarsened to steps of ${width}`,
    quantiles: (bins) => `coarsened to ${bins} groups of about equal size`,
    suppress: () => 'taken out: the plugin never saw it',
  },
  outcomes: {
    released: { word: 'Released', meaning: 'Judged, recorded and published.' },
    held: { word: 'Held', meaning: 'Sealed until a person with the right role approves or rejects it.' },
    withheld: { word: 'Withheld', meaning: 'Judged, and not released.' },
    denied: { word: 'Denied', meaning: 'Policy said no before any data was read.' },
    fault: { word: 'Fault', meaning: 'Something broke; nothing was released.' },
    crashed: { word: 'Crashed', meaning: 'The engine stopped in the middle; nothing was released.' },
    dry: { word: 'Dry run', meaning: 'Rows were counted; nothing was segmented or released.' },
  },
  suppressions: {
    'smaller-than-minimum': 'not released: fewer people than the minimum',
    complementary: 'not released: needed so that a smaller one cannot be worked out',
  },
  traitStatus: {
    held: 'held for everybody in the dataset',
    sample: 'held for a sample: rates are weighted, and intervals are of as many people as the sample is worth',
    estimated:
      'estimated, not known: rates are corrected for its declared errors, intervals carry these, and it can never give a pass',
    'not-held': 'not held',
  },
  isolation: {
    '0': 'level 0: Node permission flags alone',
    '1': 'level 1: JavaScript inside WebAssembly',
    '2': 'level 2: own namespaces without network, and Node permission flags',
    '3': 'level 3: empty root, all namespaces, no capabilities, filtered system calls and Node permission flags',
    outside: 'made outside: inputs not governed',
  },
};

function variantText(variant: TrialParts['variant']): string {
  switch (variant.kind) {
    case 'without':
      return `without ${variant.columns.join(', ')}`;
    case 'reassignment':
      return `with people reassigned by ${variant.trait} (ratio of at least ${variant.ratioMin})`;
    case 'residualisation':
      return `with numbers freed of ${variant.trait}`;
    case 'reweighing':
      return `with a sample that is drawn by ${variant.trait}`;
    case 'socially-fair-centres':
      return `with centres that serve the worst served group of ${variant.trait}`;
  }
}

function treatmentCost({ variant, moved, inertia, kept }: TrialParts): string {
  const far = inertia === null ? 'further' : `${inertia.toFixed(2)} times as far (squared)`;
  if (moved !== null)
    return `; ${percent(moved)} of the people are moved, and stand ${far} from their segment's centre`;
  if (variant.kind === 'socially-fair-centres') return `; people stand ${far} from their segment's centre`;
  if (kept === null) return '';
  return variant.kind === 'reweighing'
    ? `; the sample counts for ${percent(kept)} of its people`
    : `; ${percent(kept)} of the variance of these numbers is left`;
}

const TRIED = { cleared: 'would be released', held: 'would be held', withheld: 'would still be withheld' };

function ratioText(ratio: number | null): string {
  return ratio === null ? 'none' : ratio.toFixed(3);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function named(title: string | undefined, rule: string | undefined): string {
  if (title) return `\u201c${title}\u201d`;
  return rule ? `the rule ${rule}` : 'a rule without a name';
}

function unknownFacts(missing: readonly string[] | undefined): string {
  return missing && missing.length > 0 ? `, because it is not known: ${missing.join(', ')}` : '';
}
