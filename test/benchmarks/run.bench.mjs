// A governed run against the same k-means ungoverned: same plugin in the same sandbox, same data engine, same files.
// Needs `npm run build`. Sizes come as arguments; 100,000 and 1,000,000 customers when none are given.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { readYaml } from '../../dist/documents/index.js';
import { DEFAULT_LIMITS, probeIsolation, runSandboxed } from '../../dist/isolation/index.js';
import { openGovernance } from '../../dist/run/index.js';
import { company, FEATURES, writeCustomers } from './run-worlds.mjs';

const bundle = new URL('../../dist/plugins/k-means/bundle.mjs', import.meta.url).pathname;
const options = { segments: 5, scaler: 'z-score', restarts: 10, maxIterations: 300, sampleSize: 10_000 };
const sizes = process.argv.slice(2).map(Number);

for (const rows of sizes.length > 0 ? sizes : [100_000, 1_000_000]) await compare(rows);

async function compare(rows) {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
  await writeCustomers(folder, rows);
  const purposes = { 'everybody kept': 'duty', 'by consent': 'offers' };
  const runs = {};
  for (const [name, purpose] of Object.entries(purposes)) runs[name] = await governedTwice(folder, purpose);
  const memory = process.resourceUsage().maxRSS / 1024;
  const { time: described, result: labels } = await seconds(() => ungoverned(folder, rows));
  const bare = `${labels.toFixed(2)} s for the labels alone, ${described.toFixed(2)} s with a profile`;
  process.stdout.write(`${rows.toLocaleString('en')} customers, ungoverned: ${bare}\n`);
  for (const [name, { first, again }] of Object.entries(runs)) {
    const released = `${again.result.toLocaleString('en')} released`;
    const times = (time, of) => `${(time / of).toFixed(2)} x`;
    const ratio = ({ time }) => `${time.toFixed(2)} s (${times(time, labels)} and ${times(time, described)})`;
    process.stdout.write(`  ${name}, ${released}: pseudonyms known ${ratio(again)}, all new ${ratio(first)}\n`);
  }
  process.stdout.write(`  most memory of the governed runs: ${memory.toFixed(0)} MiB\n`);
  rmSync(folder, { recursive: true });
}

async function governedTwice(folder, purpose) {
  const opened = await openGovernance(company(folder));
  const first = await seconds(() => governed(opened, purpose));
  const again = await seconds(() => governed(opened, purpose));
  await opened.close();
  return { first, again };
}

/** Gives the number of customers who were released. */
async function governed({ governance }, purpose) {
  const ask = { apiVersion: 'probity/v1', kind: 'SegmentationRequest', plugin: 'k-means', options, dataset: 'people' };
  const outcome = await governance.run(
    readYaml('bench', JSON.stringify({ ...ask, purpose, destination: 'desk', columns: FEATURES, seed: 1 })),
  );
  if (outcome.kind !== 'released') throw new Error(`the governed run was ${JSON.stringify(outcome).slice(0, 2000)}`);
  return outcome.report.segments.reduce((sum, { rows }) => sum + rows, 0);
}

/**
 * What a script would do: sample, fit, assign everybody, write both files with the customers' own numbers. Then describe
 * the segments, as a governed run always does. Gives the seconds without that.
 */
async function ungoverned(folder, rows) {
  const began = performance.now();
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const people = `'${join(folder, 'people.parquet')}'`;
  const sample = await connection.runAndReadAll(
    `select ${FEATURES} from ${people} order by hash(id) limit ${options.sampleSize}`,
  );
  const values = sample.getColumnsObjectJS();
  const table = tableFromArrays(Object.fromEntries(FEATURES.map((name) => [name, Float64Array.from(values[name])])));
  const columns = FEATURES.map((name) => ({ name, type: 'number' }));
  const call = { call: 'segment', options, columns, quantiles: {}, seed: 1, rowCount: options.sampleSize, arrow: true };
  const arrow = tableToIPC(table, 'stream');
  const { highest } = await probeIsolation();
  const { value } = await runSandboxed({ level: highest, bundle, call, arrow, limits: DEFAULT_LIMITS });
  await connection.run(`create table labelled as ${labelled(value.model ?? value, people)}`);
  await connection.run(`copy labelled to '${join(folder, 'bare.parquet')}'`);
  await connection.run(`copy labelled to '${join(folder, 'bare.csv')}'`);
  const [[count]] = (await connection.runAndReadAll('select count(*) from labelled')).getRows();
  if (Number(count) !== rows) throw new Error('the ungoverned run lost rows');
  const time = (performance.now() - began) / 1000;
  await connection.run(`copy (${described(people)}) to '${join(folder, 'bare.json')}' (format json)`);
  connection.closeSync();
  instance.closeSync();
  return time;
}

function described(people) {
  const figures = FEATURES.map(
    (name) => `avg("${name}"), var_samp("${name}"), quantile_cont("${name}", [0.25, 0.5, 0.75])`,
  );
  return `select segment, count(*), ${figures.join(', ')} from labelled join ${people} using (id) group by segment`;
}

function labelled({ columns, segments }, people) {
  const scaled = columns.map(({ column, centre, scale }, at) => `("${column}" - ${centre}) / ${scale} as x${at}`);
  const distance = ({ centroid }, at) =>
    `${centroid.map((value, axis) => `(x${axis} - ${value}) * (x${axis} - ${value})`).join(' + ')} as d${at}`;
  const nearest = segments.map(({ name }, at) => {
    const others = segments.slice(at + 1).map((_, after) => `d${at} <= d${at + 1 + after}`);
    return `when ${others.join(' and ') || 'true'} then '${name}'`;
  });
  const distances = `select id, ${segments.map(distance).join(', ')} from (select id, ${scaled.join(', ')} from ${people})`;
  return `select id, case ${nearest.join(' ')} end as segment from (${distances})`;
}

async function seconds(work) {
  const began = performance.now();
  const result = await work();
  return { result, time: (performance.now() - began) / 1000 };
}
