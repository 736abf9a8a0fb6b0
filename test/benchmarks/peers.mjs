// The programs of others that benchmarks stand beside: Python scripts and a generator of data, with their own packages.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const HOME = process.env['PROBITY_PEERS'] ?? new URL('../../../shared/peers', import.meta.url).pathname;
const PYTHONS = { main: 'PROBITY_PEERS_PYTHON', aif: 'PROBITY_PEERS_PYTHON_AIF', canon: 'PROBITY_PEERS_PYTHON_CANON' };
/** Where generated data is kept between runs. */
export const DATA = process.env['PROBITY_PEERS_DATA'] ?? '/tmp/probity-peers-data';

/** The Python of one set of packages; null, with a word on how to get it, where there is none. */
export function pythonOf(set) {
  const python = process.env[PYTHONS[set]];
  if (python && existsSync(python) && existsSync(HOME)) return python;
  const needs = existsSync(HOME)
    ? `set ${PYTHONS[set]} to a Python with ${HOME}/requirements-${set}.txt`
    : `no peers at ${HOME}`;
  process.stdout.write(`skipped, not measured: ${needs}\n`);
  return null;
}

/** Runs a script of the peers and gives the JSON that it prints last. */
export function peer(python, script, args, { timeoutMs = 1_200_000 } = {}) {
  const ran = spawnSync(python, [join(HOME, script), ...args], {
    encoding: 'utf8',
    timeout: timeoutMs,
    maxBuffer: 1e9,
  });
  if (ran.status !== 0) throw new Error(`${script} ${args.join(' ')}: ${ran.error ?? ran.stderr.slice(-800)}`);
  return JSON.parse(ran.stdout.trim().split('\n').at(-1));
}

/** Made-up customers as a Parquet file, generated once. */
export function generated(python, name, args) {
  mkdirSync(DATA, { recursive: true });
  const file = join(DATA, `${name}.parquet`);
  if (!existsSync(file)) peer(python, 'gen.py', [...args, '--out', file]);
  return file;
}

/** A line of the output: what, seconds of wall and processor, and what they are compared with. */
export function print(what, { wall, cpu }, note = '') {
  process.stdout.write(`${what.padEnd(44)} ${seconds(wall)} wall  ${seconds(cpu)} cpu  ${note}\n`);
}

export function seconds(value) {
  return value === undefined ? '       –  ' : `${value.toFixed(4).padStart(8)} s`;
}

/** Stops the benchmark where two figures that must be equal are not. */
export function mustEqual(what, ours, theirs, tolerance = 0) {
  const apart = Math.abs(ours - theirs) / (Math.abs(theirs) || 1);
  if (apart <= tolerance) return;
  throw new Error(`${what}: ${ours} here, ${theirs} there, ${apart} apart`);
}
