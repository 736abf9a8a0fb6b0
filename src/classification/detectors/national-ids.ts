import { isDay, mod97, mod1110, passesLuhn, passesVerhoeff, weighted } from '../checksums/index.js';
import { type Detector, detector, digitsOf, isBare } from './detector.js';

interface Format {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  /** Without anchors; digits may be set apart as people write them. */
  readonly form: string;
  readonly isValid: (text: string) => boolean;
  readonly chance: number;
  readonly context: readonly string[];
  readonly category?: string;
}

const NATIONAL = ['national', 'identity', 'id'];

const sum = (weights: readonly number[]) => (digits: string) => weighted(digits, weights);
const falling = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => from - at);

/** Numbers that a state gives to a person. */
const FORMATS: readonly Format[] = [
  {
    name: 'us-ssn',
    title: 'social security numbers of the United States',
    source: 'Social Security Administration: no area 000, 666 or 9xx, no group 00, no serial 0000',
    form: '\\d{3}-\\d{2}-\\d{4}|\\d{3} \\d{2} \\d{4}|\\d{9}',
    isValid: (text) =>
      /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digitsOf(text)) && !/^(\d)\1+$/.test(digitsOf(text)),
    // Ranges leave out one in eight; what says it is the form of three, two and four digits.
    chance: 0,
    context: ['ssn', 'social', 'security', 'socialsecurity', ...NATIONAL],
  },
  {
    name: 'us-itin',
    title: 'taxpayer numbers of the United States',
    source: 'Internal Revenue Service: 9xx, groups 50-65, 70-88, 90-92, 94-99',
    form: '9\\d{2}-\\d{2}-\\d{4}|9\\d{8}',
    isValid: (text) => /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digitsOf(text)),
    chance: 0,
    context: ['itin', 'tin', 'taxpayer', 'tax'],
  },
  {
    name: 'ca-sin',
    title: 'social insurance numbers of Canada',
    source: 'Service Canada',
    form: '[1-79]\\d{2}([ -]?)\\d{3}\\1\\d{3}',
    isValid: (text) => passesLuhn(digitsOf(text)),
    chance: 0.1,
    context: ['sin', 'insurance', 'nas', ...NATIONAL],
  },
  {
    name: 'uk-nhs',
    title: 'numbers of the National Health Service',
    source: 'NHS Data Dictionary, modulus 11',
    form: '\\d{3}([ -]?)\\d{3}\\1\\d{4}',
    isValid: (text) => sum(falling(10, 1))(digitsOf(text)) % 11 === 0,
    chance: 0.091,
    context: ['nhs', 'patient', 'health'],
    category: 'user.health_and_medical.record_id',
  },
  {
    name: 'uk-nino',
    title: 'national insurance numbers of the United Kingdom',
    source: 'HM Revenue & Customs, NIM39110',
    form: '(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]',
    isValid: () => true,
    chance: 0,
    context: ['nino', 'insurance', ...NATIONAL],
  },
  {
    name: 'in-aadhaar',
    title: 'Aadhaar numbers',
    source: 'Unique Identification Authority of India, Verhoeff',
    form: '[2-9]\\d{3}([ -]?)\\d{4}\\1\\d{4}',
    isValid: (text) => passesVerhoeff(digitsOf(text)),
    chance: 0.1,
    context: ['aadhaar', 'aadhar', 'uid', ...NATIONAL],
  },
  {
    name: 'in-pan',
    title: 'permanent account numbers of India',
    source: 'Income Tax Department of India',
    form: '[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]',
    isValid: () => true,
    chance: 0.01,
    context: ['pan', 'permanent', 'tax'],
  },
  {
    name: 'de-steuer-id',
    title: 'tax numbers of Germany',
    source: 'Bundeszentralamt für Steuern, ISO/IEC 7064 MOD 11,10',
    form: '[1-9]\\d ?\\d{3} ?\\d{3} ?\\d{3}',
    isValid: isSteuerId,
    chance: 0.05,
    context: ['steuer', 'steuerid', 'idnr', 'tax', 'identifikationsnummer', 'tin'],
  },
  {
    name: 'fr-nir',
    title: 'social security numbers of France',
    source: 'INSEE, complement by 97',
    form: '[12] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}',
    isValid: isNir,
    chance: 0.011,
    context: ['nir', 'insee', 'secu', 'sécurité', 'sociale', ...NATIONAL],
  },
  {
    name: 'es-dni',
    title: 'identity numbers of Spain',
    source: 'Ministerio del Interior, modulus 23',
    form: '(?:\\d{8}|[XYZ]-?\\d{7})-?[A-HJ-NP-TV-Z]',
    isValid: isDni,
    chance: 0.044,
    context: ['dni', 'nie', 'nif', ...NATIONAL],
  },
  {
    name: 'it-codice-fiscale',
    title: 'tax codes of Italy',
    source: 'Agenzia delle Entrate, D.M. 23 December 1976',
    form: '[A-Z]{6}[\\dLMNP-V]{2}[A-EHLMPRST][\\dLMNP-V]{2}[A-Z][\\dLMNP-V]{3}[A-Z]',
    isValid: isCodiceFiscale,
    chance: 0.04,
    context: ['codice', 'fiscale', 'cf', 'tax'],
  },
  {
    name: 'nl-bsn',
    title: 'citizen service numbers of the Netherlands',
    source: 'Rijksdienst voor Identiteitsgegevens, eleven test',
    form: '\\d{9}|\\d{4}\\.\\d{2}\\.\\d{3}',
    isValid: (text) => sum([9, 8, 7, 6, 5, 4, 3, 2, -1])(digitsOf(text)) % 11 === 0 && Number(digitsOf(text)) > 0,
    chance: 0.091,
    context: ['bsn', 'burgerservicenummer', 'sofi', ...NATIONAL],
  },
  {
    name: 'pl-pesel',
    title: 'PESEL numbers of Poland',
    source: 'Ustawa o ewidencji ludności',
    form: '\\d{11}',
    isValid: (text) =>
      isDay(Number(text.slice(2, 4)) % 20, Number(text.slice(4, 6))) &&
      sum([1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1])(text) % 10 === 0,
    chance: 0.02,
    context: ['pesel', ...NATIONAL],
  },
  {
    name: 'se-personnummer',
    title: 'personal identity numbers of Sweden',
    source: 'Skatteverket, SKV 704',
    form: '(?:19|20)?\\d{6}[-+]?\\d{4}',
    isValid: (text) => {
      const digits = digitsOf(text).slice(-10);
      const day = Number(digits.slice(4, 6));
      return isDay(Number(digits.slice(2, 4)), day > 60 ? day - 60 : day) && passesLuhn(digits);
    },
    chance: 0.02,
    context: ['personnummer', 'samordningsnummer', 'pnr', ...NATIONAL],
  },
  {
    name: 'fi-hetu',
    title: 'personal identity codes of Finland',
    source: 'Digital and Population Data Services Agency',
    form: '\\d{6}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]',
    isValid: (text) =>
      isDay(Number(text.slice(2, 4)), Number(text.slice(0, 2))) &&
      '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(text.slice(0, 6) + text.slice(7, 10)) % 31] === text[10]?.toUpperCase(),
    chance: 0.01,
    context: ['hetu', 'henkilötunnus', ...NATIONAL],
  },
  {
    name: 'be-rijksregister',
    title: 'national register numbers of Belgium',
    source: 'Rijksregister, complement by 97',
    form: '\\d{2}\\.\\d{2}\\.\\d{2}-\\d{3}\\.\\d{2}|\\d{11}',
    isValid: isRijksregister,
    chance: 0.01,
    context: ['rijksregister', 'registre', 'insz', 'niss', ...NATIONAL],
  },
  {
    name: 'no-fodselsnummer',
    title: 'birth numbers of Norway',
    source: 'Skatteetaten',
    form: '\\d{6} ?\\d{5}',
    isValid: (text) => {
      const digits = digitsOf(text);
      const day = Number(digits.slice(0, 2));
      return (
        isDay(Number(digits.slice(2, 4)), day > 40 ? day - 40 : day) &&
        sum([3, 7, 6, 1, 8, 9, 4, 5, 2, 1])(digits) % 11 === 0 &&
        sum([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])(digits) % 11 === 0
      );
    },
    chance: 0.001,
    context: ['fødselsnummer', 'fodselsnummer', 'personnummer', 'fnr', ...NATIONAL],
  },
  {
    name: 'dk-cpr',
    title: 'CPR numbers of Denmark',
    source: 'CPR-kontoret; the check digit is given up since 2007',
    form: '\\d{6}-\\d{4}',
    isValid: (text) => isDay(Number(text.slice(2, 4)), Number(text.slice(0, 2))),
    chance: 0.04,
    context: ['cpr', 'personnummer', ...NATIONAL],
  },
  {
    name: 'br-cpf',
    title: 'CPF numbers of Brazil',
    source: 'Receita Federal, modulus 11 twice',
    form: '\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|\\d{11}',
    isValid: isCpf,
    chance: 0.01,
    context: ['cpf', ...NATIONAL],
  },
  {
    name: 'mx-curp',
    title: 'CURP codes of Mexico',
    source: 'Registro Nacional de Población',
    form: '[A-Z][AEIOUX][A-Z]{2}\\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\\d',
    isValid: isCurp,
    chance: 0.004,
    context: ['curp', ...NATIONAL],
  },
  {
    name: 'za-id',
    title: 'identity numbers of South Africa',
    source: 'Department of Home Affairs',
    form: '\\d{6} ?\\d{4} ?[012]\\d{2}',
    isValid: (text) => {
      const digits = digitsOf(text);
      return isDay(Number(digits.slice(2, 4)), Number(digits.slice(4, 6))) && passesLuhn(digits);
    },
    chance: 0.01,
    context: [...NATIONAL],
  },
  {
    name: 'au-tfn',
    title: 'tax file numbers of Australia',
    source: 'Australian Taxation Office, modulus 11',
    form: '\\d{3}([ -]?)\\d{3}\\1\\d{3}',
    isValid: (text) => sum([1, 4, 3, 7, 5, 8, 6, 9, 10])(digitsOf(text)) % 11 === 0 && Number(digitsOf(text)) > 0,
    chance: 0.091,
    context: ['tfn', 'tax'],
  },
];

export const NATIONAL_IDS: readonly Detector[] = FORMATS.map(({ form, category, ...format }) =>
  detector({
    category: 'user.government_id.national_identification_number',
    whole: new RegExp(`^(?:${form})$`, 'i'),
    inside: new RegExp(`(?<![\\w+-]|\\d[.,])(?:${form})(?![\\w-]|[.,]\\d)`, 'gi'),
    sign: /\d{2}/,
    needsContext: (text) => isBare(text) || isSpaced(format.chance, text),
    ...format,
  }),
);

// Groups of digits set apart by blanks may be any number; only what passes seldom by chance stands by itself.
function isSpaced(chance: number, text: string): boolean {
  if (chance === 0) return /^[\d ]+$/.test(text);
  return chance >= 0.05 && !/[A-Z]/i.test(text);
}

// Of the first ten digits one stands there twice or three times, and no digit three times in a row.
function isSteuerId(text: string): boolean {
  const digits = digitsOf(text);
  const counts = Array.from({ length: 10 }, (_, digit) => digits.slice(0, 10).split(String(digit)).length - 1);
  const repeated = counts.filter((count) => count > 1);
  return (
    repeated.length === 1 &&
    (repeated[0] as number) <= 3 &&
    !/(\d)\1\1/.test(digits.slice(0, 10)) &&
    mod1110(digits.slice(0, 10)) === Number(digits[10])
  );
}

// The departments of Corsica count as 19 and 18.
function isNir(text: string): boolean {
  const bare = text.replaceAll(' ', '').toUpperCase();
  const digits = bare.replace('2A', '19').replace('2B', '18');
  return Number(BigInt(digits.slice(0, 13)) % 97n) === 97 - Number(digits.slice(13));
}

function isDni(text: string): boolean {
  const bare = text.replaceAll('-', '').toUpperCase();
  const number = bare.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === bare.at(-1);
}

const ODD = '1 0 5 7 9 13 15 17 19 21 2 4 18 20 11 3 6 8 12 14 16 10 22 25 24 23'.split(' ').map(Number);

function isCodiceFiscale(text: string): boolean {
  const code = text.toUpperCase();
  const values = [...code.slice(0, 15)].map((sign) => (/\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65));
  const total = values.reduce((all, value, at) => all + (at % 2 === 0 ? (ODD[value] as number) : value), 0);
  return String.fromCharCode(65 + (total % 26)) === code[15];
}

// Whoever was born after 1999 has a 2 before the digits that are divided.
function isRijksregister(text: string): boolean {
  const digits = digitsOf(text);
  const check = Number(digits.slice(9));
  const [month, day] = [Number(digits.slice(2, 4)) % 20, Number(digits.slice(4, 6))];
  return (
    isDay(month, day) &&
    [mod97(digits.slice(0, 9)), mod97(`2${digits.slice(0, 9)}`)].some((rest) => 97 - rest === check)
  );
}

function isCpf(text: string): boolean {
  const digits = digitsOf(text);
  const check = (length: number) => ((sum(falling(length + 1, 2))(digits.slice(0, length)) * 10) % 11) % 10;
  return !/^(\d)\1+$/.test(digits) && check(9) === Number(digits[9]) && check(10) === Number(digits[10]);
}

const CURP = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

function isCurp(text: string): boolean {
  const code = text.toUpperCase();
  const total = [...code.slice(0, 17)].reduce((all, sign, at) => all + CURP.indexOf(sign) * (18 - at), 0);
  return isDay(Number(code.slice(6, 8)), Number(code.slice(8, 10))) && (10 - (total % 10)) % 10 === Number(code[17]);
}
