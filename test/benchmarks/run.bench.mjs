// A governed run against the same k-means ungoverned: same plugin, same data engine, same files read and written.
// Needs `npm run build`. Sizes come as arguments; 100,000 and 1,000,000 customers when none are given.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { readYaml } from '../../dist/documents/index.js';
import { openDuckDb } from '../../dist/engines/index.js';
import { DEFAULT_LIMITS, probeIsolation, runSandboxed } from '../../dist/isolation/index.js';
import { openGovernance } from '../../dist/run/index.js';
import { settingsOf } from '../../dist/settings/index.js';

const root = new URL('../..', import.meta.url).pathname;
const bundle = join(root, 'dist/plugins/k-means/bundle.mjs');
const columns = ['visits', 'spend'];
const options = { segments: 5, scaler: 'z-score', restarts: 10, maxIterations: 300, sampleSize: 10_000 };
const sizes = process.argv.slice(2).map(Number);

for (const rows of sizes.length > 0 ? sizes : [100_000, 1_000_000]) await compare(rows);

async function compare(rows) {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
  await customers(join(folder, 'people.parquet'), rows);
  const governance = await openGovernance(company(folder));
  const first = await seconds(() => governed(governance));
  const again = await seconds(() => governed(governance));
  await governance.close();
  const bare = await seconds(() => ungoverned(folder, rows));
  const line = (what, time) => `${what} ${time.toFixed(2)} s (${(time / bare).toFixed(2)} x)`;
  const figures = [line('pseudonyms known', again), line('all new', first), `ungoverned ${bare.toFixed(2)} s`];
  process.stdout.write(`${rows.toLocaleString('en').padStart(10)} customers: ${figures.join(', ')}\n`);
  rmSync(folder, { recursive: true });
}

async function governed({ governance }) {
  const ask = { apiVersion: 'probity/v1', kind: 'SegmentationRequest', plugin: 'k-means', options, dataset: 'people' };
  const outcome = await governance.run(
    readYaml('bench', JSON.stringify({ ...ask, purpose: 'learn', destination: 'desk', columns, seed: 1 })),
  );
  if (outcome.kind !== 'released') throw new Error(`the governed run was ${outcome.kind}`);
}

/** What a script would do: sample, fit, assign everybody, write both files with the customers' own numbers. */
async function ungoverned(folder, rows) {
  const engine = await openDuckDb({ workFolder: join(folder, 'bare') });
  const source = {
    dataset: 'people',
    table: file(join(folder, 'people.parquet')),
    subjectKey: 'id',
    events: [],
    consent: null,
  };
  const typed = { columns: [{ name: 'id', type: 'integer' }, ...columns.map((name) => ({ name, type: 'decimal' }))] };
  const nothing = { jurisdictionColumn: null, birthDateColumn: null, ageColumn: null, retentionAnchor: null };
  const features = columns.map((column) => ({ column, type: 'decimal', mask: null }));
  const plan = {
    run: 'bare',
    source: { ...source, ...typed, ...nothing },
    at: 0,
    consentKey: '-',
    features,
    rowRules: [],
  };
  const prepared = await engine.prepare(plan);
  const sampled = await engine.sample(prepared, { columns, rows: 'sample', limit: options.sampleSize, seed: 1 });
  const { highest } = await probeIsolation();
  const given = columns.map((name) => ({ name, type: 'number' }));
  const call = {
    call: 'segment',
    options,
    columns: given,
    quantiles: {},
    seed: 1,
    rowCount: sampled.rows,
    arrow: true,
  };
  const { value } = await runSandboxed({ level: highest, bundle, call, arrow: sampled.arrow, limits: DEFAULT_LIMITS });
  await engine.close();
  await assignBare(folder, value.model ?? value, rows);
}

async function assignBare(folder, model, rows) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const scaled = model.columns.map(({ column, centre, scale }, at) => `("${column}" - ${centre}) / ${scale} as x${at}`);
  const distance = ({ centroid }) =>
    centroid.map((value, at) => `(x${at} - ${value}) * (x${at} - ${value})`).join(' + ');
  const least = model.segments.map(distance);
  const labels = least.map((one, at) => `when ${one} <= least(${least.join(', ')}) then ${at}`);
  const source = `(select id, ${scaled.join(', ')} from '${join(folder, 'people.parquet')}')`;
  await connection.run(`create table labelled as select id, case ${labels.join(' ')} end as s from ${source}`);
  await connection.run(`copy labelled to '${join(folder, 'bare.parquet')}'`);
  await connection.run(`copy labelled to '${join(folder, 'bare.csv')}'`);
  const reader = await connection.runAndReadAll('select count(*) as n from labelled');
  if (Number(reader.getRows()[0][0]) !== rows) throw new Error('the ungoverned run lost rows');
  connection.closeSync();
  instance.closeSync();
}

async function customers(path, rows) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`copy (select i as id, case when i % 2 = 0 then 'f' else 'm' end as sex,
    cast(((i * 7919) % 1000) / 100 as double) as visits, cast(((i * 104729) % 10007) / 10 as double) as spend
    from range(${rows}) as r(i)) to '${path}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
}

function company(folder) {
  const write = (name, value) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, `${name}.yaml`), JSON.stringify({ apiVersion: 'probity/v1', ...value }));
  };
  const column = (name, type, roles, category) => ({
    name,
    type,
    roles,
    categories: [category],
    provenance: 'observed',
  });
  const spent = 'user.behavior.purchase_history';
  write('datasets/people', {
    ...{ kind: 'Dataset', name: 'people', title: 'People', owner: 'insight', team: 'insight', regime: 'general' },
    ...{ subjects: ['customer'], source: { path: '../people.parquet' }, subjectKey: 'id' },
    columns: [
      column('id', 'integer', ['identifier'], 'user.unique_id'),
      column('sex', 'text', ['protected', 'quasi-identifier'], 'user.demographic.gender'),
      ...columns.map((name) => column(name, 'decimal', ['feature'], spent)),
    ],
    traits: [{ name: 'sex', column: 'sex', status: 'held' }],
  });
  write('purposes/learn', {
    ...{ kind: 'Purpose', name: 'learn', title: 'Learn', use: 'analytics.reporting', team: 'insight' },
    ...{ basis: 'legal-obligation', effect: 'offer', assessment: { state: 'not-required' }, notice: { version: '1' } },
    ...{ destinations: ['desk'], expires: '2099-01-01' },
  });
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

function file(path) {
  return { path, format: 'parquet', table: null, header: true, columns: [], nulls: [], trim: false };
}

async function seconds(work) {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
