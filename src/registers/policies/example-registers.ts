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
  };
}
