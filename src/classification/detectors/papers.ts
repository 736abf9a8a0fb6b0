import { detector, onlyInContext } from './detector.js';

const VALUES = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Papers and vehicles that lead to a person, and places where a person is. */
export const PAPERS = [
  detector({
    name: 'vin',
    title: 'vehicle identification numbers',
    category: 'user.government_id.vehicle_registration',
    source: 'ISO 3779, 49 CFR 565',
    whole: /^[A-HJ-NPR-Z0-9]{17}$/i,
    inside: /(?<![\w-])(?=[A-Z0-9]{0,16}[A-Z])[A-HJ-NPR-Z0-9]{17}(?![\w-])/gi,
    sign: /\d/,
    isValid: isVin,
    chance: 0.091,
    needsContext: (text) => /^\d+$/.test(text),
    context: ['vin', 'vehicle', 'chassis'],
  }),
  detector({
    name: 'drivers-licence',
    title: 'numbers of driving licences',
    category: 'user.government_id.drivers_license_number',
    source: 'AAMVA; every issuer has its own form, so only the words beside it tell',
    whole: /^(?=.{0,15}\d{3})[A-Z]{0,5}[\d-]{4,16}[A-Z]{0,2}$/i,
    inside: /(?<![\w-])[A-Z]{0,5}\d(?:-?\d){4,14}[A-Z]{0,2}(?![\w-])/gi,
    sign: /\d{3}/,
    chance: 1,
    needsContext: onlyInContext,
    context: ['licence', 'license', 'driving', 'driver', 'drivers', 'führerschein', 'permis'],
  }),
  detector({
    name: 'passport',
    title: 'numbers of passports',
    category: 'user.government_id.passport_number',
    source: 'ICAO 9303; every issuer has its own form, so only the words beside it tell',
    whole: /^[A-Z]{0,2}\d{6,9}[A-Z]?$|^[CFGHJKLMNPRTVWXYZ0-9]{9}$/i,
    inside: /(?<![\w-])[A-Z]{0,2}\d{6,9}[A-Z]?(?![\w-])/gi,
    sign: /\d/,
    chance: 1,
    needsContext: onlyInContext,
    context: ['passport', 'pasaporte', 'passeport', 'reisepass', 'passaporto'],
  }),
  detector({
    name: 'coordinates',
    title: 'pairs of latitude and longitude',
    category: 'user.location.precise',
    source: 'ISO 6709',
    whole:
      /^[[(]?[+-]?(?:90(?:\.0+)?|[0-8]?\d\.\d{2,15})[,; ] ?[+-]?(?:180(?:\.0+)?|(?:1[0-7]\d|\d?\d)\.\d{2,15})[\])]?$/,
    inside: /(?<![\w.,])[+-]?[0-8]?\d\.\d{3,15}, ?[+-]?(?:1[0-7]\d|\d?\d)\.\d{3,15}(?![\w.])/g,
    sign: /\d\.\d/,
    context: ['coordinates', 'location', 'position', 'geo', 'gps'],
  }),
  detector({
    name: 'postal-code-letters',
    title: 'postal codes of Great Britain and Canada',
    category: 'user.contact.address.postal_code',
    source: 'BS 7666, Canada Post',
    whole:
      /^(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d)$/i,
    sign: /\d/,
    chance: 0.05,
    context: ['zip', 'postcode', 'postal', 'code'],
  }),
  detector({
    name: 'postal-code',
    title: 'postal codes',
    category: 'user.contact.address.postal_code',
    source: 'Universal Postal Union',
    whole:
      /^(?:[A-Z]{1,3}[- ]?)?\d{2,6}(?:[- ]\d{2,4})?(?: ?[A-Z]{2})?$|^[A-Z]\d[A-Z] ?\d[A-Z]\d$|^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
    sign: /\d/,
    chance: 1,
    needsContext: onlyInContext,
    context: ['zip', 'postcode', 'postal', 'plz', 'postleitzahl', 'cap', 'cep', 'pincode'],
  }),
];

function isVin(text: string): boolean {
  const vin = text.toUpperCase();
  const total = WEIGHTS.reduce((sum, weight, at) => sum + weight * worthOf(vin[at] as string), 0);
  return (total % 11 === 10 ? 'X' : String(total % 11)) === vin[8];
}

function worthOf(sign: string): number {
  return VALUES.indexOf(sign) % 10;
}
