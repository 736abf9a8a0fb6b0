import type { Notes } from './describe-schema.js';

const REQUEST = {
  purpose: 'fixture-offers',
  dataset: 'fixture-shop',
  destination: 'fixture-crm',
  plugin: 'fixture-k-means',
  columns: ['orders', 'income'],
};

/** What the request of fixtures and of a case has in common. */
const REQUEST_NOTES: Notes = {
  'request.purpose': ['A purpose of the fixtures.', REQUEST.purpose],
  'request.dataset': ['A dataset of the fixtures.', REQUEST.dataset],
  'request.destination': ['A destination of the fixtures.', REQUEST.destination],
  'request.plugin': ['A plugin of the fixtures.', REQUEST.plugin],
  'request.actor': ['Who of the fixtures asks.', 'fixture-newcomer'],
  'request.context': ['Circumstances of the fixtures.', 'fixture-rehearsal'],
  'request.columns': ['Columns of the fixtures that are asked for.', REQUEST.columns],
};

/** `cases.yaml`. */
export const CASES_NOTES: Notes = {
  ...REQUEST_NOTES,
  apiVersion: ['The version of the format.'],
  kind: ['What the document is.'],
  clock: ['The moment of every request.', '2026-06-30T12:00:00Z'],
  cases: [
    'What the policy must decide, each case in a sentence.',
    [{ name: 'a training that ended will not do', expect: { decision: 'denial' } }],
  ],
  'cases[].name': ['What the case shows, as a sentence.', 'a training that ended yesterday will not do'],
  'cases[].clock': ['The moment of this request, where it is another one.', '2026-06-30T11:59:59.999Z'],
  'cases[].request': ['What is asked otherwise than in the fixtures.', { purpose: 'fixture-newsletter' }],
  'cases[].facts': [
    'Facts that are otherwise than in the fixtures; null is not known.',
    { 'actor.trainedUntil': null },
  ],
  'cases[].matrix': [
    'Facts or parts of the request with several values; every combination is a case.',
    {
      purpose: ['fixture-offers', 'fixture-newsletter'],
    },
  ],
  'cases[].expect': ['What must be said.', { decision: 'denial', reasons: ['PROHIBITED trained-people-only'] }],
  'expect.decision': ['What all policies of the folder together must decide.', 'denial'],
  'expect.reasons': ['Reasons that must be given: a code and what it names.', ['PROHIBITED trained-people-only']],
  'expect.notReasons': ['Reasons that must not be given.', ['PROHIBITED trained-people-only']],
  'expect.obligations': ['Merged obligations by name, each with its value.', { segmentSizeMin: 20 }],
  'cases[].rows': [
    'Customers, and why this policy takes each out of the run.',
    [{ row: { 'row.consent': 'none' }, removed: ['no-consent'] }],
  ],
  'rows[].subject': ['A customer of the fixtures, whose facts `row` changes.', 'fixture-minor'],
  'rows[].row': ['Facts of one customer; null is not known.', { 'row.consent': 'none' }],
  'rows[].removed': ['Reasons for which the policy removes the customer; an empty list keeps them.', ['no-consent']],
  'cases[].skip': ['Why the case is not run.', 'waits for the ruling of the authority'],
};

/** `fixtures.yaml`. */
export const FIXTURES_NOTES: Notes = {
  ...REQUEST_NOTES,
  apiVersion: ['The version of the format.'],
  kind: ['What the document is.'],
  purposes: [
    'Made-up purposes by name.',
    {
      'fixture-insight': { use: 'analytics.reporting', effect: 'insight', basis: 'legitimate-interests' },
    },
  ],
  'purposes.*.use': ['The data use.', 'analytics.reporting'],
  'purposes.*.effect': ['What it does to a person.', 'insight'],
  'purposes.*.basis': ['The legal basis.', 'legitimate-interests'],
  datasets: ['Made-up datasets by name.', { 'fixture-shop': { regime: 'general' } }],
  'datasets.*.regime': ['The legal regime.', 'general'],
  destinations: [
    'Made-up receivers by name, each with its facts.',
    { 'fixture-crm': { 'destination.role': 'internal' } },
  ],
  plugins: ['Made-up plugins by name, each with its facts.', { 'fixture-k-means': { 'plugin.gives': 'model' } }],
  columns: [
    'Made-up columns by name.',
    {
      orders: { categories: ['user.behavior.purchase_history'], roles: ['feature'], provenance: 'observed' },
    },
  ],
  'columns.*.categories': ['What the column tells of a person.', ['user.behavior.purchase_history']],
  'columns.*.roles': ['What the column may serve as.', ['feature']],
  'columns.*.provenance': ['Where its values come from.', 'observed'],
  actors: [
    'Made-up people who ask, by name, each with their facts.',
    { 'fixture-newcomer': { 'actor.team': 'sales' } },
  ],
  contexts: ['Circumstances by name, each with its facts.', { 'fixture-rehearsal': { environment: 'rehearsal' } }],
  subjects: ['Made-up customers by name, each with their facts.', { 'fixture-minor': { 'row.age': 15 } }],
  request: ['The request that every case changes one thing of.', REQUEST],
  facts: ['Everything else that is known of it; null is not known.', { 'actor.team': 'marketing' }],
};
