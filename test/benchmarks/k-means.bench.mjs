// The plugin k-means beside scikit-learn, on 200,000 rows of four features, in one run. Needs `npm run build`, and a Python
// with scikit-learn in PROBITY_PEERS_PYTHON. Here a whole call of the plugin is timed: start of the process, rows over
// frames, fit and answer; there the fit alone, on one thread, over an array that is in memory.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Float64, Table, tableToIPC, vectorFromArray } from 'apache-arrow';
import { generated, mustEqual, peer, print, pythonOf } from './peers.mjs';

const bundle = new URL('../../dist/plugins/k-means/bundle.mjs', import.meta.url).pathname;
const COLUMNS = ['x1', 'x2', 'x3', 'x4'].map((name) => ({ name, type: 'number' }));
const OPTIONS = { segments: 5, scaler: 'none', restarts: 10, maxIterations: 300, sampleSize: 200_000 };
const ROUNDS = 3;
/** scikit-learn stops at a looser tolerance. */
const EQUAL = 2e-5;

const python = pythonOf('main');
if (python) {
  await beside('separate clusters', 's200k', []);
  await beside('overlapping clusters', 'h200k', ['--centre-scale', '0.25']);
}

async function beside(what, name, shape) {
  const file = generated(python, name, ['--rows', '200000', '--features', ...shape]);
  const dump = `${file}.f64`;
  const theirs = peer(python, 'peer_sklearn_kmeans.py', ['--data', file, '--threads', '1', '--dump', dump]);
  const frames = framesOf(dump);
  const ours = [];
  for (let round = 0; round < ROUNDS; round++) ours.push(await callPlugin(frames));
  const { facts } = ours[0].model;
  mustEqual(`inertia of ${what}`, facts.inertia, theirs.inertia, EQUAL);
  const { wall, cpu } = { wall: median(ours, 'wall'), cpu: Math.min(...ours.map((one) => one.cpu)) };
  print(`scikit-learn, ${what}`, { wall: theirs.seconds.median, cpu: theirs.seconds.cpu }, `inertia ${theirs.inertia}`);
  print(`the plugin, ${what}`, { wall, cpu }, `inertia ${facts.inertia}`);
  const times = { wall: wall / theirs.seconds.median, cpu: cpu / theirs.seconds.cpu };
  process.stdout.write(
    `  ${times.cpu.toFixed(2)} x of its processor time, ${times.wall.toFixed(2)} x of its wall time\n`,
  );
}

function framesOf(dump) {
  const bytes = readFileSync(dump);
  const values = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  const rows = values.length / COLUMNS.length;
  const column = (at) =>
    vectorFromArray(
      Float64Array.from({ length: rows }, (_, row) => values[row * COLUMNS.length + at]),
      new Float64(),
    );
  const table = new Table(Object.fromEntries(COLUMNS.map(({ name }, at) => [name, column(at)])));
  const call = {
    call: 'segment',
    options: OPTIONS,
    columns: COLUMNS,
    quantiles: {},
    seed: 0,
    rowCount: rows,
    arrow: true,
  };
  return Buffer.concat([Buffer.from(JSON.stringify(call)), Buffer.from(tableToIPC(table, 'stream'))].flatMap(framed));
}

function framed(body) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return [length, body];
}

// The shell tells the processor time of the process that it waited for.
async function callPlugin(frames) {
  const began = performance.now();
  const timed = ['-c', 'TIMEFORMAT="%U %S"; time "$0" "$@"', process.execPath, bundle];
  const child = spawn('bash', timed, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  const texts = [child.stderr, child.stdio[4]].map(collected);
  child.stdio[3].end(frames);
  await once(child, 'close');
  const wall = (performance.now() - began) / 1000;
  const [times, answer] = await Promise.all(texts);
  const model = JSON.parse(answer.subarray(4).toString('utf8')).value;
  const cpu = times
    .toString('utf8')
    .trim()
    .split('\n')
    .at(-1)
    .split(' ')
    .map(Number)
    .reduce((sum, one) => sum + one, 0);
  return { wall, cpu, model };
}

async function collected(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function median(all, what) {
  return all.map((one) => one[what]).sort((a, b) => a - b)[Math.floor(all.length / 2)];
}
