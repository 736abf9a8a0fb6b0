import type { ConstantPeriod, LegalConstants } from '../legal-profiles/index.js';
import type { PolicyRegisters } from './policy-registers.js';

const CATEGORIES = [
  'user.account',
  'user.authorization.biometric',
  'user.behavior',
  'user.behavior.purchase_history',
  'user.biometric',
  'user.biometric.health',
  'user.contact.address',
  'user.contact.email',
  'user.demographic.age_range',
  'user.demographic.date_of_birth',
  'user.demographic.gender',
  'user.demographic.language',
  'user.demographic.marital_status',
  'user.demographic.political_opinion',
  'user.demographic.profile',
  'user.demographic.race_ethnicity',
  'user.demographic.religious_belief',
  'user.demographic.sexual_orientation',
  'user.financial',
  'user.health_and_medical',
  'user.health_and_medical.genetic',
  'user.job_title',
  'user.location.imprecise',
  'user.payment',
  'user.privacy_preferences',
  'user.unique_id',
  'user.workplace',
];

const USES = [
  'analytics.reporting',
  'marketing',
  'marketing.advertising.first_party',
  'marketing.advertising.first_party.targeted',
  'marketing.communications.email',
];

const always = (value: ConstantPeriod['value'], unit: string | null, article: string | null = 'Law 1') => ({
  ...{ value, unit, article, from: Date.UTC(2018, 4, 25), until: null },
});
/** As the profile of the release has them, so that its policies can be read against these registers. */
const SPECIAL_IN_THE_UNION = [
  'user.authorization.biometric',
  'user.biometric',
  'user.demographic.political_opinion',
  'user.demographic.race_ethnicity',
  'user.demographic.religious_belief',
  'user.demographic.sexual_orientation',
  'user.health_and_medical',
];
const SPECIAL = ['user.health_and_medical', 'user.biometric'];
/** A day on which the law of the example changes. */
const TURN = Date.UTC(2026, 6, 21);

const CONSTANTS: LegalConstants = new Map(
  Object.entries({
    'eu-gdpr/specialCategories': [always(SPECIAL_IN_THE_UNION, 'data category', 'GDPR 9(1)')],
    'law/adultAge': [always(18, 'years')],
    'law/consentAge': [
      { ...always(16, 'years'), until: TURN },
      { ...always(13, 'years', 'Law 2'), from: TURN },
    ],
    'law/effectsTest': [
      { ...always(true, null), until: TURN },
      { ...always(false, null), from: TURN },
    ],
    'law/ended': [{ ...always(12, 'months'), until: TURN }],
    'law/inactiveMax': [always(36, 'months')],
    'law/regions.union': [{ ...always(['DE', 'FR'], 'country', null), from: null }],
    'law/smallest': [always(10, 'people')],
    'law/special': [always(SPECIAL, 'data category')],
    'law/submission': [always('2028-04-01', 'date')],
    'law/yesMax': [
      { ...always(24, 'months'), until: TURN },
      { ...always(1, 'year'), from: TURN },
    ],
  }).map(([name, periods]) => [name, { name, version: '1', periods }]),
);

/** Small registers with one of everything that a policy can name; for specs and for trying a policy out. */
export function exampleRegisters(): PolicyRegisters {
  return {
    taxonomy: { categories: CATEGORIES, uses: USES, subjects: ['customer'] },
    purposes: new Map([
      ['customer-insight', { use: 'analytics.reporting', effect: 'insight', basis: 'legitimate-interests' }],
      ['loyalty-offers', { use: 'marketing.advertising.first_party.targeted', effect: 'offer', basis: 'consent' }],
      ['newsletter', { use: 'marketing.communications.email', effect: 'message', basis: 'consent' }],
    ]),
    destinations: new Map([
      ['crm', {}],
      ['ad-network', {}],
    ]),
    datasets: new Map([
      ['shop', { regime: 'general' }],
      ['cards', { regime: 'credit' }],
    ]),
    plugins: new Map([
      ['k-means', {}],
      ['rfm', {}],
    ]),
    constants: CONSTANTS,
  };
}
