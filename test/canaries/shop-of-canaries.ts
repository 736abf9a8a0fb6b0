import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Stands in every value of a person: each has it as text, or is a number or a day that nothing else here has. */
export const CANARY = 'kanarienvogel';
/** Amounts of one person each; too odd to be a sum, a limit or a count. */
export const CANARY_NUMBERS = ['73190241', '73190587'] as const;
/** Days that only these people have. */
export const CANARY_DAYS = ['1968-03-09', '2013-02-17'] as const;

const PEOPLE = 300;
const MINORS = 5;
const DAY_MS = 86_400_000;

const dayBefore = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/**
 * A company whose every value of a person would be seen if it came out: three hundred customers with identifiers, traits,
 * a text, amounts, days and words of consent. Five are minors. `spend` tells the sex, `visits` does not.
 */
export function shopOfCanaries(folder: string): string {
  for (const name of ['datasets', 'purposes', 'destinations', 'data'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(
    join(folder, 'data/people.csv'),
    csv(
      HEAD,
      Array.from({ length: PEOPLE }, (_, at) => personRow(at)),
    ),
  );
  writeFileSync(join(folder, 'data/consents.csv'), csv(['id', 'purpose', 'state', 'at'], consentRows()));
  const dataset = { ...datasetOf('people', 'people.csv'), consent: CONSENT };
  write(folder, 'datasets/people', dataset);
  write(folder, 'datasets/broken', datasetOf('broken', 'broken.csv'));
  writeFileSync(
    join(folder, 'data/broken.csv'),
    csv(HEAD, [personRow(0).map((one, at) => (at === SPEND ? `${CANARY}-amount` : one))]),
  );
  for (const [name, effect, use] of PURPOSES) write(folder, `purposes/${name}`, purposeOf(name, effect, use));
  write(folder, 'destinations/desk', {
    ...{ kind: 'Destination', name: 'desk', title: 'Desk', role: 'internal', country: 'DE', transferGround: 'none' },
    ...{ saleOrShare: false, identifiers: ['pseudonym'], recall: true },
  });
  return folder;
}

const HEAD = [
  'id',
  'email',
  'sex',
  'origin',
  'birthDate',
  'age',
  'area',
  'lastSeen',
  'home',
  'region',
  'visits',
  'spend',
];
const SPEND = HEAD.indexOf('spend');

function personRow(at: number): readonly (string | number)[] {
  const woman = at % 2 === 0;
  const minor = at < MINORS;
  const origin = at >= 100 && at < 103 ? `${CANARY}-origin-${at}` : `${CANARY}-origin-common`;
  return [
    `${CANARY}-id-${at}`,
    `${CANARY}-${at}@example.org`,
    woman ? `${CANARY}-f` : `${CANARY}-m`,
    origin,
    at === 9 ? CANARY_DAYS[0] : minor ? dayBefore(15 * 366) : '1980-05-01',
    minor ? 15 : 30 + (at % 30),
    `${CANARY}-area-${at % 4}`,
    at === 11 ? CANARY_DAYS[1] : dayBefore(30),
    at % 50 === 0 ? `${CANARY}-home-${at}` : 'north',
    at % 70 === 0 ? `${CANARY}-region-${at}` : 'town',
    at % 8,
    at === 20 ? CANARY_NUMBERS[0] : at === 21 ? CANARY_NUMBERS[1] : woman ? 10 + (at % 30) : 20 + (at % 30),
  ];
}

function consentRows(): readonly (readonly string[])[] {
  const state = (at: number) => (at % 60 === 7 ? 'objected' : at % 60 === 8 ? `${CANARY}-state` : 'granted');
  return Array.from({ length: PEOPLE }, (_, at) => [
    `${CANARY}-id-${at}`,
    at % 60 === 9 ? `${CANARY}-purpose` : 'offer',
    state(at),
    `${dayBefore(60)}T00:00:00Z`,
  ]);
}

function datasetOf(name: string, file: string) {
  const column = (column: string, type: string, roles: string[], category: string) => ({
    ...{ name: column, type, roles, categories: [category], provenance: 'observed' },
  });
  return {
    ...{ kind: 'Dataset', name, title: 'People', owner: 'insight', team: 'insight', regime: 'general' },
    ...{ subjects: ['customer'], source: { path: `../data/${file}` }, subjectKey: 'id' },
    columns: [
      column('id', 'text', ['identifier'], 'user.unique_id'),
      column('email', 'text', ['identifier'], 'user.contact.email'),
      column('sex', 'text', ['protected'], 'user.demographic.gender'),
      column('origin', 'text', ['protected'], 'user.demographic.race_ethnicity'),
      column('birthDate', 'date', ['protected'], 'user.demographic.date_of_birth'),
      column('age', 'integer', ['protected', 'quasi-identifier'], 'user.demographic.age_range'),
      column('area', 'text', ['quasi-identifier'], 'user.contact.address.postal_code'),
      column('lastSeen', 'date', ['timestamp'], 'user.behavior'),
      column('home', 'text', ['protected'], 'user.location.imprecise'),
      column('region', 'text', ['feature'], 'user.location.imprecise'),
      column('visits', 'integer', ['feature'], 'user.behavior.purchase_history'),
      column('spend', 'integer', ['feature'], 'user.behavior.purchase_history'),
    ],
    traits: [
      {
        ...{ name: 'sex', column: 'sex', status: 'held' },
        groups: [
          { name: 'Women', values: [`${CANARY}-f`] },
          { name: 'Men', values: [`${CANARY}-m`] },
        ],
      },
      {
        name: 'origin',
        column: 'origin',
        status: 'held',
        groups: [{ name: 'Common', values: [`${CANARY}-origin-common`] }],
      },
      { name: 'home', column: 'home', status: 'held' },
      {
        name: 'age-band',
        column: 'age',
        status: 'held',
        bands: [
          { name: 'below 45', from: 0 },
          { name: '45+', from: 45 },
        ],
      },
    ],
    ...{ ageColumn: 'age', retentionAnchor: 'lastSeen' },
  };
}

const CONSENT = {
  ...{ source: { path: '../data/consents.csv' }, subjectKey: 'id' },
  ...{ purposeColumn: 'purpose', stateColumn: 'state', atColumn: 'at' },
  states: {
    ...{
      granted: ['granted'],
      refused: [`${CANARY}-state`],
      withdrawn: [],
      objected: ['objected'],
      objectionLifted: [],
    },
    ...{ optedOut: [], optedIn: [], restricted: [], restrictionLifted: [] },
  },
};

const PURPOSES = [
  ['learn', 'insight', 'analytics.reporting'],
  ['offer', 'offer', 'marketing.communications.email'],
  ['price', 'price', 'marketing'],
] as const;

function purposeOf(name: string, effect: string, use: string) {
  return {
    ...{ kind: 'Purpose', name, title: `To ${name}`, use, team: 'insight', basis: 'legitimate-interests', effect },
    ...{ balancingTest: 'register/balancing', assessment: { state: 'not-required' }, notice: { version: '1' } },
    ...{ destinations: ['desk'], expires: '2099-01-01' },
  };
}

function csv(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

function write(folder: string, name: string, value: object): void {
  writeFileSync(join(folder, `${name}.yaml`), JSON.stringify({ apiVersion: 'probity/v1', ...value }));
}
