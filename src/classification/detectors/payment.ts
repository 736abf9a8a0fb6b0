import { isIban, passesLuhn, weighted } from '../checksums/index.js';
import { detector, digitsOf, onlyInContext } from './detector.js';

/** Ranges of issuers with the lengths of their numbers, as the schemes publish them; inclusive. */
const ISSUERS: readonly (readonly [from: number, to: number, ...lengths: number[]])[] = [
  [4, 4, 13, 16, 19],
  [51, 55, 16],
  [2221, 2720, 16],
  [34, 34, 15],
  [37, 37, 15],
  [300, 305, 14, 16, 17, 18, 19],
  [3095, 3095, 14, 16, 17, 18, 19],
  [36, 36, 14, 15, 16, 17, 18, 19],
  [38, 39, 14, 16, 17, 18, 19],
  [6011, 6011, 16, 17, 18, 19],
  [644, 649, 16, 17, 18, 19],
  [65, 65, 16, 17, 18, 19],
  [3528, 3589, 16, 17, 18, 19],
  [2131, 2131, 15],
  [1800, 1800, 15],
  [62, 62, 16, 17, 18, 19],
  [2200, 2204, 16, 17, 18, 19],
];

const CARD = '\\d(?:[ -]?\\d){11,18}';

/** Numbers that money moves by. */
export const PAYMENT = [
  detector({
    name: 'payment-card',
    title: 'numbers of payment cards',
    category: 'user.financial.credit_card',
    source: 'ISO/IEC 7812-1: 12 to 19 digits with a check digit; ranges of the schemes',
    whole: new RegExp(`^${CARD}$`),
    inside: new RegExp(`(?<![\\w-]|\\d[.,])${CARD}(?![\\w-]|[.,]\\d)`, 'g'),
    sign: /\d{2}/,
    isValid: isCard,
    chance: 0.1,
    needsContext: (text) => !hasIssuer(digitsOf(text)),
    context: [
      'card',
      'cards',
      'cc',
      'credit',
      'debit',
      'pan',
      'visa',
      'mastercard',
      'maestro',
      'amex',
      'karte',
      'kreditkarte',
      'carte',
      'tarjeta',
      'carta',
      'kaart',
      'cartão',
      'kort',
    ],
  }),
  detector({
    name: 'iban',
    title: 'international bank account numbers',
    category: 'user.financial.bank_account',
    source: 'ISO 13616',
    whole: /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}$/i,
    inside: /(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,4})?)(?![A-Z0-9])/gi,
    sign: /[A-Z]{2}\d{2}/i,
    isValid: (text) => isIban(text.replaceAll(' ', '')),
    chance: 0.01,
    context: ['iban', 'account', 'konto', 'compte', 'cuenta', 'conto', 'rekening'],
  }),
  detector({
    name: 'routing-number',
    title: 'routing numbers of American banks',
    category: 'user.financial.bank_account',
    source: 'ABA routing transit number',
    whole: /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/,
    sign: /\d{9}/,
    isValid: (text) => weighted(text, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
    chance: 0.1,
    needsContext: onlyInContext,
    context: ['routing', 'aba', 'rtn'],
  }),
  detector({
    name: 'bic',
    title: 'business identifier codes of banks',
    category: 'user.financial.bank_account',
    source: 'ISO 9362',
    whole: /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/,
    sign: /[A-Z]{6}/,
    chance: 0.5,
    needsContext: onlyInContext,
    context: ['bic', 'swift'],
  }),
];

function isCard(text: string): boolean {
  const digits = digitsOf(text);
  return passesLuhn(digits) && !/^(\d)\1+$/.test(digits) && !isTime(digits);
}

// One in ten moments written as milliseconds, or as a stamp of date and time, passes the check digit.
function isTime(digits: string): boolean {
  return (
    /^1\d{12}$/.test(digits) ||
    (/^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d/.test(digits) &&
      digits.length <= 17)
  );
}

function hasIssuer(digits: string): boolean {
  return ISSUERS.some(([from, to, ...lengths]) => {
    const start = Number(digits.slice(0, String(from).length));
    return start >= from && start <= to && lengths.includes(digits.length);
  });
}
