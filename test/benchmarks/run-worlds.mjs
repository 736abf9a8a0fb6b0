// A company with customers, four things known of each, three traits and the history of their consent; all made up.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { settingsOf } from '../../dist/settings/index.js';

export const FEATURES = ['visits', 'spend', 'basket', 'tenure'];
const root = new URL('../..', import.meta.url).pathname;

/** The number of one customer, spread over 32 bits; another `salt` gives another number. */
const spread = (salt) => `cast(hash(i * 31 + ${salt}) % 4294967296 as bigint)`;

/** Writes `people.parquet` and `consents.parquet`: three purposes, and a yes to each from four customers in ten. */
export async function writeCustomers(folder, rows) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const word = (salt, words) => `[${words.map((one) => `'${one}'`)}][1 + ${spread(salt)} % ${words.length}]`;
  await connection.run(`copy (select i as id, 'C' || lpad(cast(i as varchar), 9, '0') as reference,
    ${word(1, ['f', 'm'])} as sex, ${word(2, ['a', 'b', 'c', 'd', 'e'])} as origin, 18 + ${spread(3)} % 70 as age, 'DE' as country,
    cast(${spread(4)} % 1000 / 100 as double) as visits, cast(${spread(5)} % 100007 / 100 as double) as spend,
    cast(${spread(6)} % 5003 / 50 as double) as basket, cast(${spread(7)} % 240 as double) as tenure,
    date '2026-06-30' - cast(${spread(8)} % 300 as integer) as "lastActivity"
    from range(${rows}) as r(i)) to '${join(folder, 'people.parquet')}' (format parquet)`);
  await connection.run(`copy (select i % ${rows} as id, ['offers', 'partners', 'news'][1 + i // ${rows}] as purpose,
    case when ${spread(9)} % 100 < 41 then 'granted' else 'refused' end as state,
    timestamp '2026-06-30' - to_days(cast(${spread(10)} % 600 as integer)) as "at"
    from range(${Math.floor(rows * 2.85)}) as r(i)) to '${join(folder, 'consents.parquet')}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
}

/** The settings of the company: the shipped policies, and a purpose under a duty and one that rests on consent. */
export function company(folder) {
  const write = (name, value) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, `${name}.yaml`), JSON.stringify({ apiVersion: 'probity/v1', ...value }));
  };
  write('datasets/people', dataset());
  const purpose = { kind: 'Purpose', team: 'insight', effect: 'offer', destinations: ['desk'], expires: '2099-01-01' };
  const settled = { assessment: { state: 'not-required' }, notice: { version: '1' } };
  const duty = { name: 'duty', title: 'Report', use: 'analytics.reporting', basis: 'legal-obligation' };
  const use = 'marketing.advertising.first_party.targeted';
  write('purposes/duty', { ...purpose, ...settled, ...duty });
  write('purposes/offers', { ...purpose, ...settled, name: 'offers', title: 'Offer', use, basis: 'consent' });
  write('destinations/desk', {
    ...{ kind: 'Destination', name: 'desk', title: 'Desk', role: 'internal', country: 'DE', transferGround: 'none' },
    ...{ saleOrShare: false, identifiers: ['pseudonym'], recall: true },
  });
  cpSync(join(root, 'policies'), join(folder, 'policies'), { recursive: true });
  const registers = {
    ...{ purposes: ['purposes'], destinations: ['destinations'], datasets: ['datasets'] },
    legalProfiles: [join(root, 'config/legal-profiles')],
  };
  const value = {
    ...{ apiVersion: 'probity/v1', kind: 'Settings', environment: 'rehearsal', stateFolder: 'state', outFolder: 'out' },
    ...{ registers, policyFolders: ['policies'], pluginFolders: [join(root, 'dist/plugins')] },
    localOperator: { team: 'insight', trainedUntil: '2099-01-01' },
  };
  return settingsOf(join(folder, 'probity.yaml'), JSON.stringify(value));
}

function dataset() {
  const column = (name, type, roles, category) => {
    return { name, type, roles, categories: [category], provenance: 'observed' };
  };
  const given = Object.fromEntries(['granted', 'refused', 'withdrawn', 'objected'].map((word) => [word, [word]]));
  const none = { objectionLifted: [], optedOut: [], optedIn: [], restricted: [], restrictionLifted: [] };
  return {
    ...{ kind: 'Dataset', name: 'people', title: 'People', owner: 'insight', team: 'insight', regime: 'general' },
    ...{ subjects: ['customer'], source: { path: '../people.parquet' }, subjectKey: 'id' },
    columns: [
      column('id', 'integer', ['identifier'], 'user.unique_id'),
      column('country', 'text', ['quasi-identifier'], 'user.contact.address.country'),
      column('sex', 'text', ['protected', 'quasi-identifier'], 'user.demographic.gender'),
      column('origin', 'text', ['protected'], 'user.demographic'),
      column('age', 'integer', ['protected', 'quasi-identifier'], 'user.demographic.age_range'),
      column('lastActivity', 'date', ['timestamp'], 'user.behavior'),
      ...FEATURES.map((name) => column(name, 'decimal', ['feature'], 'user.behavior.purchase_history')),
    ],
    traits: [
      { name: 'sex', column: 'sex', status: 'held' },
      { name: 'origin', column: 'origin', status: 'held' },
      {
        name: 'age-band',
        column: 'age',
        status: 'held',
        bands: [18, 30, 45, 60].map((from) => ({ name: `${from}+`, from })),
      },
    ],
    ...{ jurisdictionColumn: 'country', ageColumn: 'age', retentionAnchor: 'lastActivity' },
    consent: {
      ...{ source: { path: '../consents.parquet' }, subjectKey: 'id', purposeColumn: 'purpose' },
      ...{ stateColumn: 'state', atColumn: 'at', states: { ...given, ...none } },
    },
  };
}
