// Disclosure risk beside pyCANON, on equal data in one run; the data engine's bare GROUP BY is the floor. Needs
// `npm run build` and the Pythons of peers.mjs. Sizes as arguments, 1 million alone by default.
import { DuckDBInstance } from '@duckdb/node-api';
import {
  betaLikeness,
  classTable,
  deltaDisclosure,
  discernibility,
  homogeneity,
  kAnonymity,
  lDiversity,
  reidentificationRisk,
  tCloseness,
} from '../../dist/measures/index.js';
import { fastest, valuesOf, withCustomers } from './customers-of-peers.mjs';
import { generated, mustEqual, peer, print, pythonOf } from './peers.mjs';

const MANY = ['age', 'sex', 'region', 'education'];
const FEW = ['age_band', 'sex', 'race', 'education'];
const BESIDE_ROWS = 1_000_000;
const sizes = process.argv.slice(2).map(Number);

const python = pythonOf('main');
if (python) {
  await beside();
  for (const rows of sizes.length ? sizes : [1_000_000]) await alone(rows);
}

async function beside() {
  const canon = pythonOf('canon');
  const file = generated(python, `s${BESIDE_ROWS}`, ['--rows', `${BESIDE_ROWS}`]);
  const args = ['--data', file, '--qi', FEW.join(), '--sens', 'sens', '--categorical', '--limit', '1100'];
  const theirs = canon ? peer(canon, 'peer_pycanon.py', args) : null;
  const ours = await risks(file, FEW);
  if (theirs) {
    const { k, l, alpha_k, t, basic_beta, delta } = theirs.values;
    const here = ours.value;
    mustEqual('k', here.kAnonymity.k, k);
    mustEqual('l', here.lDiversity.distinct, l);
    mustEqual('alpha', here.homogeneity.largestShare, alpha_k[0], 1e-9);
    mustEqual('t', here.tCloseness.equal, t, 1e-9);
    mustEqual('basic beta', here.betaLikeness.basic, basic_beta, 1e-9);
    mustEqual('delta', here.deltaDisclosure.finite, delta, 1e-9);
    print(`pyCANON, ${BESIDE_ROWS} rows, nine measures, ${theirs.state}`, {
      wall: theirs.seconds_total,
      cpu: theirs.cpu_total,
    });
  }
  show(`${BESIDE_ROWS} rows, 800 classes`, ours);
  if (theirs)
    process.stdout.write(`  ${(theirs.cpu_total / ours.whole.cpu).toFixed(0)} x less processor time than pyCANON\n`);
}

async function alone(rows) {
  const file = generated(python, `s${rows}`, ['--rows', `${rows}`]);
  const ours = await risks(file, MANY);
  show(`${rows} rows, ${ours.value.kAnonymity.classes} classes`, ours);
  const floor = await bare(file);
  print(`the floor, ${rows} rows, one GROUP BY over the file`, floor);
  process.stdout.write(`  counted at ${(ours.counting.cpu / floor.cpu).toFixed(2)} x the floor's processor time\n`);
}

async function risks(file, names) {
  const found = {};
  await withCustomers(file, { by: 'sens', segments: 10 }, async ({ engine, prepared, assigned }) => {
    found.coding = await fastest(1, () => engine.traits(prepared, names.map(valuesOf)));
    found.counting = await fastest(1, () => engine.countClasses(assigned, found.coding.value, names));
    found.measuring = await fastest(1, () => measured(found.counting.value));
  });
  const whole = { wall: 0, cpu: 0 };
  for (const { wall, cpu } of [found.coding, found.counting, found.measuring]) {
    whole.wall += wall;
    whole.cpu += cpu;
  }
  return { ...found, whole, value: found.measuring.value };
}

function measured({ segments, classes, suppressed }) {
  const table = classTable(segments, classes, suppressed);
  const all = {
    kAnonymity,
    lDiversity,
    homogeneity,
    tCloseness,
    betaLikeness,
    deltaDisclosure,
    reidentificationRisk,
    discernibility,
  };
  return Object.fromEntries(Object.entries(all).map(([name, measure]) => [name, measure(table)]));
}

function show(what, { coding, counting, measuring }) {
  print(`here, ${what}, quasi-identifiers coded`, coding);
  print(`here, ${what}, classes counted`, counting);
  print(`here, ${what}, eight measures`, measuring);
}

async function bare(file) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const query = `select ${MANY.join()}, sens, count(*) from read_parquet('${file}') group by all`;
  const floor = await fastest(3, () => connection.run(`create or replace table classes as ${query}`));
  connection.closeSync();
  instance.closeSync();
  return floor;
}
