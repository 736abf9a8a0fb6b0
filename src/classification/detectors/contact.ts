import { detector, digitsOf, isBare } from './detector.js';
import { isTopLevelDomain } from './regions.js';

const MAIL = String.raw`[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}]{2,24}`;
const LINK = String.raw`(?:https?|ftp):\/\/[^\s<>"'\\|]{3,2000}|www\.(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?:[\/?#][^\s<>"'\\|]{0,2000})?`;
const DOMAIN = String.raw`(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,5}\p{L}{2,24}`;
const AMERICAN = String.raw`(?:(?:\+1|001|1)[-. ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?: ?(?:x|ext\.?) ?\d{1,6})?`;
const INTERNATIONAL = String.raw`(?:\+|00)[1-9]\d{0,2}[ .-]?(?:\(0\) ?)?(?:\(?\d{1,4}\)?[ .\/-]?){2,6}\d(?: ?(?:x|ext\.?) ?\d{1,6})?`;
const NATIONAL = String.raw`\(?\d{2,5}\)?(?:[ .\/-]\d{2,8}){1,4}(?: ?(?:x|ext\.?) ?\d{1,6})?|\d{6,12}`;
const PHONE_WORDS = [
  'phone',
  'telephone',
  'tel',
  'mobile',
  'cell',
  'cellphone',
  'fax',
  'call',
  'dial',
  'sms',
  'telefon',
  'handy',
  'telefono',
  'téléphone',
  'telefone',
  'telefoon',
  'mobil',
  'gsm',
  'whatsapp',
];

/** Addresses that reach a person. */
export const CONTACT = [
  detector({
    name: 'email',
    title: 'e-mail addresses',
    category: 'user.contact.email',
    source: 'RFC 5321, RFC 6531',
    whole: new RegExp(`^${MAIL}$`, 'u'),
    inside: new RegExp(`(?<![\\p{L}\\p{N}._%+'-])${MAIL}(?![\\p{L}\\p{N}@-])`, 'gu'),
    sign: /@/,
    context: ['mail', 'email'],
  }),
  detector({
    name: 'url',
    title: 'web addresses',
    category: 'user.contact.url',
    source: 'RFC 3986',
    whole: new RegExp(`^(?:${LINK})$`, 'iu'),
    inside: new RegExp(`(?<![\\p{L}\\p{N}@])(?:${LINK})`, 'giu'),
    sign: /:\/\/|www\./i,
    context: ['url', 'website', 'homepage', 'link'],
  }),
  detector({
    name: 'domain-name',
    title: 'domain names',
    category: 'user.contact.url',
    source: "RFC 1035, IANA's root zone",
    whole: new RegExp(`^${DOMAIN}$`, 'u'),
    sign: /\./,
    isValid: isTopLevelDomain,
    chance: 0.2,
    context: ['domain', 'website', 'site', 'host', 'url'],
  }),
  detector({
    name: 'phone',
    title: 'telephone numbers in international or North American form',
    category: 'user.contact.phone_number',
    source: 'ITU-T E.164 and E.123, NANPA',
    whole: new RegExp(`^(?:${INTERNATIONAL}|${AMERICAN})$`, 'i'),
    inside: new RegExp(`(?<![\\w+.-])(?:${INTERNATIONAL}|${AMERICAN})(?![\\w-])`, 'gi'),
    sign: /\d{2}/,
    isValid: hasPhoneLength,
    needsContext: (text) => isBare(text) || /^00(?!1[-. (])/.test(text),
    context: PHONE_WORDS,
  }),
];

/** Digits in groups, as they are dialled inside a country: hardly anything, so it stands behind all others. */
export const NATIONAL_PHONE = detector({
  name: 'national-phone',
  title: 'telephone numbers in national form',
  category: 'user.contact.phone_number',
  source: 'ITU-T E.123',
  whole: new RegExp(`^(?:${NATIONAL})$`, 'i'),
  inside: new RegExp(`(?<![\\w+.,/-])(?:${NATIONAL})(?![\\w/-]|[.,]\\d)`, 'gi'),
  sign: /\d{2}/,
  isValid: hasNationalLength,
  chance: 0.5,
  needsContext: () => true,
  context: PHONE_WORDS,
});

function hasPhoneLength(text: string): boolean {
  const { length } = digitsOf(text.replace(/(?:x|ext\.?) ?\d+$/i, ''));
  return length >= 8 && length <= 17;
}

// Dates and amounts have the same signs; a telephone number has at least six digits and no year in front.
function hasNationalLength(text: string): boolean {
  const { length } = digitsOf(text.replace(/(?:x|ext\.?) ?\d+$/i, ''));
  const isDate = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}$)/.test(text);
  return length >= 6 && length <= 13 && !isDate && !/^\d+\.\d+$/.test(text);
}
