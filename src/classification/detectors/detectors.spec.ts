import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import { DETECTORS } from './index.js';

/** Values of the published form, and values that differ from it in one thing; nobody in them exists. */
const EXAMPLES: Readonly<Record<string, readonly [valid: readonly string[], invalid: readonly string[]]>> = {
  email: [
    ['a.b+c@example.org', 'jürgen@bücher.example'],
    ['a.b@', '@example.org', 'a b@example.org'],
  ],
  url: [
    ['https://example.org/a?b=c', 'www.example.org'],
    ['example', 'https://'],
  ],
  'domain-name': [
    ['shop.example.com', 'example.co.uk'],
    ['example.zz', 'Mr. Smith', '1.25'],
  ],
  phone: [
    ['+44 20 7946 0958', '(212) 555-0147', '+1-202-555-0147 x12'],
    ['12.05.2020', '+12', '555-014'],
  ],
  'national-phone': [
    ['030 23125 555', '01 23 45 67 89'],
    ['2020-01-05', '12.50', '1234'],
  ],
  'payment-card': [
    ['4111 1111 1111 1111', '378282246310005', '2223003122003222', '6304000000000000', '501800000009'],
    ['4111111111111112', '1609459200007', '20210101120003', '0000000000000000'],
  ],
  iban: [
    ['GB82 WEST 1234 5698 7654 32', 'DE89370400440532013000'],
    ['GB82WEST12345698765433', 'DE8937040044053201300'],
  ],
  'routing-number': [['021000021'], ['021000022', '991000021']],
  bic: [
    ['DEUTDEFF', 'DEUTDEFF500'],
    ['DEUTDEF', 'deut'],
  ],
  'us-ssn': [
    ['219-09-9998', '536 22 1234'],
    ['000-12-3456', '666-12-3456', '900-12-3456', '123-00-4567', '123-45-0000'],
  ],
  'us-itin': [['912-70-1234'], ['912-49-1234', '812-70-1234']],
  'ca-sin': [['130 692 544'], ['130 692 545']],
  'uk-nhs': [['943 476 5919'], ['943 476 5918']],
  'uk-nino': [
    ['AB123456C', 'JG 12 34 56 A'],
    ['GB123456C', 'DA123456C', 'AB123456E'],
  ],
  'in-aadhaar': [['2341 2341 2346'], ['2341 2341 2347', '1341 2341 2346']],
  'in-pan': [['ABCPE1234F'], ['ABCDE1234F']],
  'de-steuer-id': [
    ['86095742719', '47 036 892 816'],
    ['86095742718', '11111111111'],
  ],
  'fr-nir': [['255081416802538', '2 55 08 14 168 025 38'], ['255081416802539']],
  'es-dni': [['12345678Z', 'X1234567L'], ['12345678A']],
  'it-codice-fiscale': [['RSSMRA85T10A562S'], ['RSSMRA85T10A562T']],
  'nl-bsn': [['111222333'], ['111222334', '000000000']],
  'pl-pesel': [['44051401359'], ['44051401358', '44131401359']],
  'se-personnummer': [
    ['640823-3234', '811228-9874'],
    ['640823-3235', '641323-3234'],
  ],
  'fi-hetu': [['131052-308T'], ['131052-308U', '321052-308T']],
  'be-rijksregister': [['85.07.30-033.28'], ['85.07.30-033.29']],
  'no-fodselsnummer': [['15108695088'], ['15108695089']],
  'dk-cpr': [['211062-5629'], ['321062-5629']],
  'br-cpf': [['111.444.777-35'], ['111.444.777-36', '111.111.111-11']],
  'mx-curp': [['BOXW310820HNERXN09'], ['BOXW310820HNERXN08']],
  'za-id': [['8001015009087'], ['8001015009086', '8013015009087']],
  'au-tfn': [['123 456 782'], ['123 456 783']],
  'ip-address': [
    ['192.0.2.17', '2001:db8::17'],
    ['192.0.2.256', '12:30:45', '1.2.3'],
  ],
  'mac-address': [['00:00:5e:00:53:af', '00-00-5E-00-53-AF'], ['00:00:5e:00:53']],
  imei: [['49-015420-323751-8', '490154203237518'], ['490154203237519']],
  uuid: [['9f1c3b1e-7f6a-4c0e-9a51-0242ac130003'], ['9f1c3b1e-7f6a-9c0e-9a51-0242ac130003']],
  'user-agent': [['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36'], ['Mozilla']],
  'password-hash': [[`$2b$12$${'a'.repeat(53)}`], ['$2b$12$abc']],
  'json-web-token': [['eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl'], ['eyJhbGciOiJI']],
  vin: [['1M8GDM9AXKP042788'], ['1M8GDM9A1KP042788', '1M8GDM9AXKP04278O']],
  'drivers-licence': [['D1234567', '2270-66-1551'], ['A12']],
  passport: [['C01X00T47', '123456789'], ['12']],
  coordinates: [
    ['52.5200, 13.4050', '(-33.8688,151.2093)'],
    ['95.2000, 13.4050', '52, 13'],
  ],
  'postal-code-letters': [
    ['SW1A 1AA', 'K1A 0B1'],
    ['12345', 'SW1A'],
  ],
  'postal-code': [
    ['10115', '1234 AB', '5000-047'],
    ['Berlin', '1234567'],
  ],
  gender: [['Female', 'non-binary', 'f'], ['medium']],
  salutation: [['Mrs.', 'Herr'], ['Manager']],
  'marital-status': [['Never-married', 'Divorced'], ['open']],
  religion: [['Roman Catholic', 'Sikh'], ['catalogue']],
  ethnicity: [['Asian-Pac-Islander', 'Hispanic or Latino'], ['violet']],
  'sexual-orientation': [['Bisexual'], ['north']],
  'blood-type': [['AB+', 'O-'], ['C+']],
  'card-scheme': [['MasterCard'], ['cash']],
  country: [['Germany', 'DE', 'USA'], ['Atlantis']],
  language: [['German', 'en-GB'], ['Klingon']],
};

const byName = new Map(DETECTORS.map((one) => [one.name, one]));

describe('detectors', () => {
  it('each have examples here, and no two one name', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(DETECTORS.map(({ name }) => name).sort());
  });

  it.each(Object.entries(EXAMPLES))(
    '%s takes what is published and nothing that differs from it',
    (name, [valid, invalid]) => {
      const one = byName.get(name);
      const taken = (text: string) => one?.whole.test(text) && one.isValid(text);
      expect(valid.filter((text) => !taken(text))).toEqual([]);
      expect(invalid.filter(taken)).toEqual([]);
      expect(valid.filter((text) => !one?.sign.test(text))).toEqual([]);
    },
  );

  it('name categories of the taxonomy and who published them', () => {
    const { categories } = loadTaxonomy();
    expect(DETECTORS.filter(({ category, source }) => !categories.has(category) || source === '')).toEqual([]);
  });

  it('need a word beside digits that nothing but one check digit confirms', () => {
    const bare = DETECTORS.filter(({ chance }) => chance >= 0.05 && chance < 1).flatMap(({ name, needsContext }) =>
      (EXAMPLES[name]?.[0] ?? [])
        .filter((text) => /^\d+$/.test(text) && !needsContext(text))
        .map((text) => [name, text]),
    );
    // Ranges of issuers stand before the check digit of a card.
    expect(bare).toEqual([
      ['payment-card', '378282246310005'],
      ['payment-card', '2223003122003222'],
    ]);
  });
});

/** Texts that make a pattern slow whose repetitions lie inside one another. */
const HOSTILE = [
  'a',
  '1',
  '1 ',
  '1-',
  '(1)',
  'a.',
  '.1',
  'a@',
  '1:',
  'www.',
  'GB12',
  '+1',
  ',1',
  'é',
  '-a',
  ' ',
  '://',
].flatMap((part) => [
  part.repeat(20_000 / part.length),
  `${part.repeat(20_000 / part.length)}!`,
  `http://${part.repeat(20_000 / part.length)}`,
]);

/** Of the whole process, for all hostile texts, in milliseconds. */
function processorTime(pattern: RegExp): number {
  const began = process.cpuUsage();
  for (const text of HOSTILE) text.replace(new RegExp(pattern, `${pattern.flags.replace('g', '')}g`), '');
  return process.cpuUsage(began).user / 1000;
}

describe('patterns', () => {
  const patterns = DETECTORS.flatMap(({ name, whole, inside, sign }) => [
    [`${name} whole`, whole] as const,
    [`${name} sign`, sign] as const,
    ...(inside ? [[`${name} inside`, inside] as const] : []),
  ]);

  it.each(patterns)('%s cannot be made slow', (_name, pattern) => {
    // A pattern that backtracks is slow every time; a collector of garbage beside the test is not.
    expect(Math.min(...[1, 2, 3].map(() => processorTime(pattern)))).toBeLessThan(1500);
  });

  it('repeat nothing without bound, but one sign', () => {
    const unbound = patterns.filter(([, { source }]) => /\)[*+]|\)\{\d+,\}/.test(source.replace(/\[[^\]]*\]/g, '[]')));
    expect(unbound.map(([name]) => name)).toEqual([]);
  });
});
