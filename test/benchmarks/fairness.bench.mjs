// Fairness of segments by four attribute sets beside fairlearn and AIF360, on equal data in one run; the data engine's bare
// GROUP BY is the floor. Needs `npm run build` and the Pythons of peers.mjs. Sizes as arguments, 1 million alone by default.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { selectionRates } from '../../dist/measures/index.js';
import { ADULT, fastest, traitOf, withAdult, withCustomers } from './customers-of-peers.mjs';
import { generated, mustEqual, peer, print, pythonOf } from './peers.mjs';

const SETS = [['sex'], ['race'], ['age_band'], ['sex', 'race', 'age_band']];
const ALL_SETS_MAX = 1_000_000;
const ROUNDS = 3;
const sizes = process.argv.slice(2).map(Number);

const python = pythonOf('main');
if (python) {
  if (existsSync(ADULT)) await adult();
  else process.stdout.write(`skipped, not measured: no Adult at ${ADULT}\n`);
  for (const rows of sizes.length ? sizes : [1_000_000]) await customers(rows);
}

async function adult() {
  const theirs = peer(python, 'peer_fairlearn.py', ['--data', ADULT, '--repeat', '1']);
  const ours = await fastest(ROUNDS, () => withAdult(figuresOf));
  const aif = pythonOf('aif');
  const others = aif ? peer(aif, 'peer_aif360.py', ['--data', ADULT, '--repeat', '1']) : null;
  assertEqual('Adult', ours.value, theirs);
  print('fairlearn, Adult, four sets', timesOf(theirs));
  if (others) {
    for (const [key, [difference, ratio]] of Object.entries(others.values)) {
      const [set, segment] = key.split('|');
      mustEqual(`AIF360 ${key}`, ours.value[set][segment].difference, difference);
      mustEqual(`AIF360 ${key}`, ours.value[set][segment].ratio, ratio);
    }
    print('AIF360, Adult, three sets', timesOf(others));
  }
  print('here, Adult, end to end, four sets', ours);
  compare('fairlearn', theirs, ours);
  if (others) compare('AIF360, with one set fewer', others, ours);
}

async function customers(rows) {
  const file = generated(python, `s${rows}`, ['--rows', `${rows}`]);
  const only = rows > ALL_SETS_MAX ? ['--only', 'sex+race+age_band'] : [];
  const theirs = peer(python, 'peer_fairlearn.py', ['--data', file, '--repeat', '1', ...only], {
    timeoutMs: 3_600_000,
  });
  print(`fairlearn, ${rows} rows, ${only.length ? 'the crossing alone' : 'four sets'}`, timesOf(theirs));
  await withCustomers(file, { by: 'segment', segments: 5 }, async (world) => {
    const coding = await fastest(1, () =>
      world.engine.traits(world.prepared, ['sex', 'race', 'age_band'].map(traitOf)),
    );
    const counting = await fastest(1, () => figuresOf({ ...world, traits: coding.value }));
    assertEqual(`${rows} rows`, counting.value, theirs);
    const whole = { wall: coding.wall + counting.wall, cpu: coding.cpu + counting.cpu };
    print(`here, ${rows} rows, traits coded`, coding);
    print(`here, ${rows} rows, four sets counted and judged`, counting);
    compare('fairlearn', theirs, whole);
    const floor = await bare(file);
    print(`the floor, ${rows} rows, one GROUP BY over the file`, floor);
    process.stdout.write(
      `  counted and judged at ${(counting.cpu / floor.cpu).toFixed(2)} x the floor's processor time\n`,
    );
  });
}

async function figuresOf({ engine, assigned, traits }) {
  const tables = await engine.countSegments(assigned, traits, SETS);
  return Object.fromEntries(
    tables.map((table, at) => {
      const { segments } = selectionRates({ groups: table.groups, segments: table.segments, counts: table.counts });
      return [SETS[at].join('+'), Object.fromEntries(segments.map((one) => [one.segment, one]))];
    }),
  );
}

function assertEqual(what, ours, { values }) {
  for (const [set, { difference, ratio }] of Object.entries(values)) {
    for (const segment of Object.keys(difference)) {
      mustEqual(`${what} ${set} ${segment}`, ours[set][segment].difference, difference[segment]);
      mustEqual(`${what} ${set} ${segment}`, ours[set][segment].ratio, ratio[segment]);
    }
  }
}

async function bare(file) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const query = `select segment, sex, race, age_band, count(*) from read_parquet('${join(file)}') group by all`;
  const floor = await fastest(ROUNDS, () => connection.runAndReadAll(query));
  connection.closeSync();
  instance.closeSync();
  return floor;
}

function timesOf({ seconds }) {
  return { wall: seconds.median, cpu: seconds.cpu };
}

function compare(name, theirs, ours) {
  const { wall, cpu } = timesOf(theirs);
  process.stdout.write(
    `  ${(cpu / ours.cpu).toFixed(0)} x less processor time than ${name}, ${(wall / ours.wall).toFixed(0)} x less wall time\n`,
  );
}
