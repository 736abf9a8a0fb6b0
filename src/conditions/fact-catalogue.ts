/** A type of fact; `texts` is a set of words, an `instant` is written as an ISO date or date-time. */
export type FactType = 'text' | 'texts' | 'integer' | 'boolean' | 'instant';

export interface Fact {
  readonly name: string;
  readonly type: FactType;
  /** Facts of the run are known before data is read; facts of the row become row predicates. */
  readonly of: 'run' | 'row';
  readonly description: string;
  /** The closed list of words, where there is one. */
  readonly words?: readonly string[];
  /** What each word looks like, where the list is not closed: a word of another form could never be met. */
  readonly form?: WordForm;
  /** What a whole number can be. */
  readonly range?: IntegerRange;
  /** The words are keys of this part of the taxonomy: `under` then means the key or anything below it. */
  readonly taxonomy?: 'categories' | 'uses' | 'subjects';
}

export interface WordForm {
  readonly pattern: string;
  readonly says: string;
}

/** Both ends belong to it. */
export interface IntegerRange {
  readonly least: number;
  readonly greatest: number;
}

const COUNTS: IntegerRange = Object.freeze({ least: 0, greatest: Number.MAX_SAFE_INTEGER });
const LEVELS: IntegerRange = Object.freeze({ least: 0, greatest: 3 });
const TEAM: WordForm = Object.freeze({
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  says: 'the name of a team, in kebab-case',
});
const COUNTRY: WordForm = Object.freeze({ pattern: '^[A-Z]{2}$', says: "an ISO 3166-1 alpha-2 country, such as 'DE'" });

export const EFFECTS = ['insight', 'message', 'offer', 'price', 'eligibility'] as const;
export const BASES = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
] as const;
export const PROVENANCES = ['declared', 'observed', 'derived', 'inferred', 'acquired'] as const;
export const DESTINATION_ROLES = ['internal', 'processor', 'joint', 'third-party'] as const;
/** `glba` and `fcra` are data that those US acts govern, which takes them out of the CCPA: 1798.145(d) and (e). */
export const DATASET_REGIMES = ['general', 'credit', 'insurance', 'employment', 'health', 'glba', 'fcra'] as const;
export const ROLES = [
  'privacy-officer',
  'data-team',
  'data-owner',
  'legal',
  'dpo',
  'auditor',
  'campaign',
  'admin',
  'local-operator',
] as const;
export const CONSENT_STATES = ['granted', 'refused', 'withdrawn', 'none'] as const;
export const ASSESSMENT_STATES = ['not-required', 'undetermined', 'required', 'approved', 'expired'] as const;

/** The outcome of the triage under the AI Act: what a segmentation for the purpose is. */
export const AI_CLASSES = [
  'not-an-ai-system',
  'not-high-risk',
  'annex-iii-4a',
  'annex-iii-5b',
  'annex-iii-5c',
  'prohibited',
] as const;
/** Where the review of stand-ins for a prohibited basis has got to. */
export const PROXY_REVIEW_STATES = ['none-found', 'resolved', 'reasoned', 'open'] as const;

/** Treatments of people by their group before or after segmentation, to make segments fairer to groups. */
export const MITIGATIONS = ['reassignment', 'residualisation', 'reweighing', 'socially-fair-centres'] as const;

/** The closed catalogue: a policy can speak of these facts and of no others. */
export const FACTS: readonly Fact[] = [
  run('now', 'instant', 'The moment of the request.'),
  run('environment', 'text', 'Where the engine runs.', ['rehearsal', 'production']),
  run('purpose.name', 'text', 'The purpose of the request.'),
  { ...run('purpose.use', 'text', 'The Fideslang data use of the purpose.'), taxonomy: 'uses' },
  run('purpose.effect', 'text', 'What the segmentation does to a person.', EFFECTS),
  run('purpose.basis', 'text', 'The legal basis of the purpose (GDPR 6(1)).', BASES),
  run('purpose.expires', 'instant', 'When the purpose ends.'),
  { ...run('purpose.team', 'text', 'The team that owns the purpose.'), form: TEAM },
  run('purpose.aiClass', 'text', 'What the AI Act makes of a segmentation for the purpose.', AI_CLASSES),
  run('purpose.proxyReview', 'text', 'The review of stand-ins for a prohibited basis.', PROXY_REVIEW_STATES),
  run('purpose.allowsDestination', 'boolean', 'The purpose lists the destination of the request.'),
  run('destination.name', 'text', 'The destination of the request.'),
  run('destination.role', 'text', 'What the receiver is under privacy law.', DESTINATION_ROLES),
  { ...run('destination.country', 'text', 'The country of the receiver, ISO 3166-1 alpha-2.'), form: COUNTRY },
  run('destination.inRegion', 'boolean', "The destination's country is one of the settings' region."),
  run('destination.transferGround', 'text', 'The ground of a transfer out of the region (GDPR 44 to 49).', [
    'none',
    'adequacy',
    'standard-clauses',
    'binding-rules',
    'derogation',
  ]),
  run('destination.saleOrShare', 'boolean', 'Giving data there is a sale or sharing under the CCPA.'),
  run('destination.hasContract', 'boolean', 'A contract with the receiver is on file.'),
  run('dataset.name', 'text', 'The dataset of the request.'),
  run('dataset.regime', 'text', 'The legal regime of the dataset.', DATASET_REGIMES),
  run('dataset.provenance', 'texts', 'Where the columns asked for come from.', PROVENANCES),
  { ...run('columns.categories', 'texts', 'The data categories of the columns asked for.'), taxonomy: 'categories' },
  run('columns.roles', 'texts', 'The roles of the columns asked for.', [
    'identifier',
    'feature',
    'protected',
    'quasi-identifier',
    'timestamp',
  ]),
  run('columns.names', 'texts', 'The names of the columns asked for.'),
  run('request.mitigation', 'text', 'How people are treated by their group, before segmentation or after it.', [
    'none',
    ...MITIGATIONS,
  ]),
  run('release.kAnonymous', 'boolean', 'A k-anonymous table of quasi-identifiers is asked for beside the segments.'),
  run('plugin.name', 'text', 'The plugin of the request.'),
  run('plugin.gives', 'text', 'Whether the plugin returns a model or labels.', ['model', 'labels']),
  run('plugin.builtIn', 'boolean', "The plugin's digest is in the committed release manifest."),
  { ...run('isolation.level', 'integer', 'The sandbox level that the run will have: 0 to 3.'), range: LEVELS },
  run('actor.roles', 'texts', 'The roles of the one who asks.', ROLES),
  { ...run('actor.team', 'text', 'The team of the one who asks.'), form: TEAM },
  run('actor.trainedUntil', 'instant', "When the actor's privacy training ends."),
  run('assessment.state', 'text', 'The state of the impact assessment of the purpose.', ASSESSMENT_STATES),
  run('assessment.until', 'instant', 'When the assessment must be reviewed.'),
  {
    ...run(
      'attempts.judged',
      'integer',
      'How many runs of the same dataset, purpose and destination were judged before.',
    ),
    range: COUNTS,
  },
  row('row.jurisdiction', 'text', 'The jurisdiction of the customer, as the dataset says it.'),
  {
    ...row('row.age', 'integer', 'The age of the customer in full years at the moment of the request.'),
    range: COUNTS,
  },
  row('row.consent', 'text', "The customer's last word on the purpose.", CONSENT_STATES),
  row('row.consentAt', 'instant', 'When that word was given.'),
  row('row.objected', 'boolean', 'The customer objected to the purpose (GDPR 21).'),
  row('row.optedOut', 'boolean', 'The customer opted out of sale or sharing, by any signal (GPC included).'),
  row('row.restricted', 'boolean', 'Processing of the customer is restricted (GDPR 18).'),
  row('row.lastActivity', 'instant', "The retention anchor of the customer's row."),
];

function run(name: string, type: FactType, description: string, words?: readonly string[]): Fact {
  return { name, type, of: 'run', description, ...(words ? { words } : {}) };
}

function row(name: string, type: FactType, description: string, words?: readonly string[]): Fact {
  return { name, type, of: 'row', description, ...(words ? { words } : {}) };
}

const RANGES = new Map(FACTS.map(({ name, range }) => [name, range]));

/**
 * What a fact can be, where it is a whole number: the catalogue says it, and how often a waiver was used is a count;
 * undefined for other facts, and for those that nobody knows.
 */
export function integerRange(fact: string): IntegerRange | undefined {
  return fact.startsWith(WAIVER_USES) ? COUNTS : RANGES.get(fact);
}

/** How often a waiver was used is a fact that is named by the waiver, and so in no catalogue. */
export const WAIVER_USES = 'waiver.uses.';
