import type { ColumnType } from '../../engines/index.js';
import type { Severity } from './column-finding.js';

/** Categories that single a person out by themselves. */
const DIRECT = [
  'user.name',
  'user.contact.email',
  'user.contact.phone_number',
  'user.contact.fax_number',
  'user.contact.address.street',
  'user.contact.url',
  'user.government_id',
  'user.financial.bank_account',
  'user.financial.credit_card',
  'user.unique_id',
  'user.account.username',
  'user.authorization',
  'user.device',
  'user.location.precise',
  'user.social',
  'user.content.self_image',
  'user.health_and_medical.record_id',
  'user.biometric',
];

/** Categories that single a person out together with others. */
const QUASI = ['user.demographic', 'user.contact.address', 'user.job_title', 'user.workplace', 'user.location'];

/** Categories that people are protected by: kept from plugins and given to the gates. */
const PROTECTED = [
  'user.demographic.gender',
  'user.demographic.race_ethnicity',
  'user.demographic.religious_belief',
  'user.demographic.political_opinion',
  'user.demographic.sexual_orientation',
  'user.demographic.marital_status',
  'user.demographic.age_range',
  'user.demographic.date_of_birth',
];

/** How much harm a category can do; `special` are the special categories of the legal profile. */
export function severityOf(category: string, special: readonly string[]): Severity {
  if (isUnderAny(category, special)) return 'special-category';
  if (isUnderAny(category, DIRECT)) return 'direct-identifier';
  return isUnderAny(category, QUASI) ? 'quasi-identifier' : 'personal';
}

/** The roles that a column of these categories should have; none where no category is known. */
export function rolesOf(
  categories: readonly string[],
  type: ColumnType,
  special: readonly string[],
): readonly string[] {
  const [main] = categories;
  if (main === undefined) return [];
  if (categories.some((one) => severityOf(one, []) === 'direct-identifier')) return ['identifier'];
  if (isUnderAny(main, PROTECTED)) return ['protected', 'quasi-identifier'];
  if (isUnderAny(main, special)) return ['protected'];
  if (isUnderAny(main, QUASI)) return ['quasi-identifier'];
  return type === 'date' || type === 'timestamp' ? ['timestamp'] : ['feature'];
}

function isUnderAny(category: string, list: readonly string[]): boolean {
  return list.some((one) => category === one || category.startsWith(`${one}.`));
}
