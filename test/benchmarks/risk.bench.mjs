// Processor and wall time of all disclosure-risk figures of one table, against the data engine's bare GROUP BY over the
// same columns; k alone beside. Bars: 10 million rows in 2 s, k alone in 0.5 s. Rows as an argument, 10,000,000 by
// default; the figures are compared with plain SQL first. Needs `npm run build`.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openDuckDb } from '../../dist/engines/index.js';
import { classFigures } from '../../dist/stages/privacy/assess-privacy.js';

const ROWS = Number(process.argv[2] ?? 10_000_000);
const ROUNDS = 3;
const folder = mkdtempSync(join(tmpdir(), 'probity-risk-bench-'));
const KEYS = ['sex', 'age', 'origin', 'area'];
const HALVES = {
  version: 1,
  form: 'rules',
  rules: [{ segment: 'low', when: { column: 'spend', lt: 300 } }],
  otherwise: 'high',
  facts: {},
};

const plain = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await plain.connect();
const spread = (salt) => `cast(hash(i * 31 + ${salt}) % 4294967296 as bigint)`;
await connection.run(`copy (select i as id, ['f', 'm'][1 + ${spread(1)} % 2] as sex, 18 + ${spread(2)} % 70 as age,
  'o' || ${spread(3)} % 5 as origin, 'a' || ${spread(4)} % 40 as area, cast(${spread(5)} % 1000 as double) as spend
  from range(${ROWS}) as r(i)) to '${join(folder, 'people.parquet')}' (format parquet)`);

const engine = await openDuckDb({ workFolder: join(folder, 'work'), allowedFolders: [folder] });
try {
  const { assigned, traits } = await prepared();
  await connection.run(`create table t as select * from read_parquet('${join(folder, 'people.parquet')}')`);
  const floor = await timed(() => connection.runAndReadAll(`select ${KEYS.join()}, count(*) from t group by all`));
  const counted = await timed(() => engine.countClasses(assigned(), traits, KEYS));
  const figures = await timed(() => classFigures(counted.result, { recursive: [{ l: 2 }] }));
  await compare(figures.result);
  const k = await timed(() => Math.min(...counted.result.classes.map((counts) => counts.reduce((sum, n) => sum + n))));
  say(`${ROWS} rows, ${figures.result.classes} classes`, null);
  say('bare GROUP BY in the data engine', floor);
  say('counting classes by segment', counted);
  say('k over the counted classes', k);
  say('all figures over the counted classes', figures);
  process.stdout.write(
    `all together ${((counted.processor + figures.processor) / floor.processor).toFixed(2)} x the bare GROUP BY, processor time\n`,
  );
} finally {
  await engine.close();
  connection.closeSync();
  plain.closeSync();
  rmSync(folder, { recursive: true });
}

async function prepared() {
  const source = {
    dataset: 'people',
    table: {
      path: join(folder, 'people.parquet'),
      format: 'parquet',
      table: null,
      header: true,
      columns: [],
      nulls: [],
      trim: false,
    },
    subjectKey: 'id',
    columns: [
      ['id', 'integer'],
      ['sex', 'text'],
      ['age', 'integer'],
      ['origin', 'text'],
      ['area', 'text'],
      ['spend', 'decimal'],
    ].map(([name, type]) => ({ name, type })),
    events: [],
    ...{ consent: null, jurisdictionColumn: null, birthDateColumn: null, ageColumn: null, retentionAnchor: null },
  };
  const features = [{ column: 'spend', type: 'decimal', mask: null }];
  const rows = await engine.prepare({
    run: 'bench',
    source,
    at: Date.now(),
    consentKey: 'ads',
    features,
    rowRules: [],
  });
  const plans = KEYS.map((name) => ({
    name,
    column: name,
    type: name === 'age' ? 'integer' : 'text',
    bands: null,
    groups: null,
  }));
  const traits = await engine.traits(rows, plans);
  const handles = [];
  // What was counted once is remembered with its assignment, so that each round has one of its own.
  for (let round = 0; round <= ROUNDS; round += 1) handles.push(await engine.assign(rows, HALVES));
  return { traits, assigned: () => handles.pop() };
}

/** The least of some rounds; the first, which warms up, is left out. */
async function timed(work) {
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [cpu, start] = [process.cpuUsage(), performance.now()];
    const result = await work();
    const { user, system } = process.cpuUsage(cpu);
    rounds.push({ result, processor: (user + system) / 1000, wall: performance.now() - start });
  }
  const later = rounds.slice(1);
  return later.toSorted((a, b) => a.processor - b.processor)[0];
}

async function compare(figures) {
  const [row] = (
    await connection.runAndReadAll(`select count(*)::double as classes, min(f)::double as k, count(*) filter (where f = 1)::double as uniques
    from (select count(*) as f from t group by ${KEYS.join()})`)
  ).getRowObjectsJS();
  assert.deepEqual({ ...row }, { classes: figures.classes, k: figures.k, uniques: figures.uniques });
}

function say(what, time) {
  const figure =
    time === null
      ? ''
      : ` ${time.processor.toFixed(0).padStart(7)} ms processor, ${time.wall.toFixed(0).padStart(7)} ms wall`;
  process.stdout.write(`${what.padEnd(40)}${figure}\n`);
}
