import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import { DETECTORS } from '../detectors/index.js';
import { hintOfName, isValue, NAME_HINTS, provenanceOf, wordsOfName } from './index.js';

describe('wordsOfName', () => {
  it.each([
    ['CCNumber', ['cc', 'number']],
    ['date_of_birth', ['date', 'of', 'birth']],
    ['MothersMaiden', ['mothers', 'maiden']],
    ['address_line_2', ['address', 'line']],
    ['CVV2', ['cvv']],
    ['Straße Nr.', ['straße', 'nr']],
    ['emailAddress', ['email', 'address']],
    ['---', []],
  ])('takes %s apart', (name, words) => expect(wordsOfName(name)).toEqual(words));
});

describe('hintOfName', () => {
  it.each([
    ['email_address', 'user.contact.email'],
    ['ip_address', 'user.device.ip_address'],
    ['TelephoneCountryCode', 'user.contact.address.country'],
    ['customer_birth_date', 'user.demographic.date_of_birth'],
    ['name', 'user.name'],
    ['product_name', undefined],
    ['id', 'user.unique_id'],
    ['order_id', undefined],
    ['page', undefined],
    ['Vorname', 'user.name.first'],
  ])('takes %s for %s', (name, category) => expect(hintOfName(name)?.hint.category).toBe(category));

  it('names categories of the taxonomy, detectors that are there, and each phrase once', () => {
    const { categories } = loadTaxonomy();
    expect(NAME_HINTS.map(({ category }) => category).filter((one) => !categories.has(one))).toEqual([]);
    const known = new Set(DETECTORS.map(({ name }) => name));
    expect(
      NAME_HINTS.flatMap(({ fit }) => (fit.kind === 'detected' ? fit.by : [])).filter((one) => !known.has(one)),
    ).toEqual([]);
    const phrases = NAME_HINTS.flatMap((hint) => hint.phrases);
    expect(phrases.filter((one, at) => phrases.indexOf(one) !== at)).toEqual([]);
    expect(phrases.filter((one) => wordsOfName(one.replace('=', '')).join(' ') !== one.replace('=', ''))).toEqual([]);
  });
});

describe('provenanceOf', () => {
  it.each([
    ['email', 'user.contact.email', 'declared'],
    ['ip', 'user.device.ip_address', 'observed'],
    ['churn_score', 'user.behavior', 'inferred'],
    ['total_orders', 'user.behavior.purchase_history', 'derived'],
    ['experian_income', 'user.financial', 'acquired'],
    ['x', null, 'observed'],
  ])('takes %s for %s as %s', (name, category, provenance) => expect(provenanceOf(name, category)).toBe(provenance));
});

describe('isValue', () => {
  it.each(['a@example.org', '4111 1111 1111 1111', '219-09-9998', '1968-03-09', '73190241', '12.50'])(
    'takes %s for a value',
    (name) => expect(isValue(name)).toBe(true),
  );

  it.each([
    'email',
    'customer.address.city',
    'gender',
    'country',
    'PAY_0',
    'q1',
    '2',
    'Annual Income (k$)',
    'Spending Score (1-100)',
  ])('takes %s for a name', (name) => expect(isValue(name)).toBe(false));
});
