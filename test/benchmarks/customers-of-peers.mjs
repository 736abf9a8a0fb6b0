// The made-up customers of the peers, in the data engine as stages have them: prepared, assigned, and ready to be counted.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openDuckDb } from '../../dist/engines/index.js';

export const ADULT = process.env['PROBITY_ADULT'] ?? new URL('../../../shared/data/adult', import.meta.url).pathname;
const COLUMNS = ['id', 'segment', 'sex', 'race', 'age_band', 'age', 'region', 'education', 'sens'];
/** The values of each trait: from, and below. */
const VALUES = { sex: [0, 2], race: [0, 5], age_band: [0, 5] };

/** Opens an engine over a generated file and gives `work` its rows, each in the segment that a column names. */
export function withCustomers(file, { by, segments }, work) {
  return withRows(
    { folder: dirname(file), source: sourceOf(file), features: [by], model: modelOf(by, segments) },
    work,
  );
}

/** Adult in the twelve segments of the peers, with its traits coded, from its two files. */
export function withAdult(work) {
  const traits = [
    { name: 'sex', column: 'sex', type: 'text', bands: null, groups: null },
    { name: 'race', column: 'race', type: 'text', bands: null, groups: null },
    {
      name: 'age_band',
      column: 'age',
      type: 'integer',
      bands: AGES.map((from) => ({ name: `${from}`, from })),
      groups: null,
    },
  ];
  const features = ['education-num', 'hours-per-week'];
  return withRows({ folder: ADULT, source: adultSource(), features, model: adultModel() }, async (world) => {
    return work({ ...world, traits: await world.engine.traits(world.prepared, traits) });
  });
}

async function withRows({ folder: data, source, features, model }, work) {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
  const engine = await openDuckDb({ workFolder: folder, memoryLimit: '4GB', allowedFolders: [data] });
  try {
    const prepared = await engine.prepare({
      ...{ run: 'bench', at: 0, consentKey: '-', rowRules: [], source },
      features: features.map((column) => ({ column, type: 'integer', mask: null })),
    });
    return await work({ engine, prepared, assigned: await engine.assign(prepared, model) });
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true });
  }
}

/** Each value of a column as a group of its own. */
export function traitOf(name) {
  const [from, to] = VALUES[name];
  const bands = Array.from({ length: to - from }, (_, at) => ({ name: `${from + at}`, from: from + at }));
  return { name, column: name, type: 'integer', bands, groups: null };
}

/** The same where the data says itself which values there are. */
export function valuesOf(name) {
  return { name, column: name, type: 'integer', bands: null, groups: null };
}

/** Seconds of wall and of all threads of this process: the smallest of several rounds. */
export async function fastest(rounds, work) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const [began, used] = [performance.now(), process.cpuUsage()];
    const value = await work();
    const { user, system } = process.cpuUsage(used);
    times.push({ value, wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 });
  }
  const least = (what) => Math.min(...times.map((one) => one[what]));
  return { value: times[0].value, wall: least('wall'), cpu: least('cpu') };
}

const AGES = [0, 25, 35, 50, 65];
const ADULT_COLUMNS = [
  ...['age', 'workclass', 'fnlwgt', 'education', 'education-num', 'marital-status', 'occupation', 'relationship'],
  ...['race', 'sex', 'capital-gain', 'capital-loss', 'hours-per-week', 'native-country', 'income'],
];
const NUMBERS = ['age', 'education-num', 'hours-per-week'];

function adultSource() {
  const form = { format: 'csv', table: null, header: false, columns: ADULT_COLUMNS, nulls: [], trim: true };
  const none = {
    consent: null,
    jurisdictionColumn: null,
    birthDateColumn: null,
    ageColumn: null,
    retentionAnchor: null,
  };
  const columns = [...NUMBERS, 'race', 'sex'].map((name) => ({
    name,
    type: NUMBERS.includes(name) ? 'integer' : 'text',
  }));
  return {
    dataset: 'adult',
    table: { ...form, path: join(ADULT, 'adult.*') },
    subjectKey: null,
    columns,
    events: [],
    ...none,
  };
}

/** Education band by hours band; the first rule that holds. */
function adultModel() {
  const below = { column: 'education-num', lt: 9 };
  const education = [below, { column: 'education-num', eq: 9 }, { column: 'education-num', lt: 13 }];
  const hours = [
    { column: 'hours-per-week', lt: 40 },
    { column: 'hours-per-week', eq: 40 },
  ];
  const rules = [];
  for (const [e, band] of [...education, null].entries()) {
    for (const [h, time] of [...hours, null].entries()) {
      if (e === 3 && h === 2) continue;
      const all = [band, time].filter((one) => one !== null);
      rules.push({ segment: `E${e}-H${h}`, when: all.length === 1 ? all[0] : { all } });
    }
  }
  return { version: 1, form: 'rules', rules, otherwise: 'E3-H2', facts: {} };
}

function sourceOf(file) {
  const table = { path: file, format: 'parquet', table: null, header: true, columns: [], nulls: [], trim: false };
  const none = {
    consent: null,
    jurisdictionColumn: null,
    birthDateColumn: null,
    ageColumn: null,
    retentionAnchor: null,
  };
  const columns = COLUMNS.map((name) => ({ name, type: 'integer' }));
  return { dataset: 'customers', table, subjectKey: 'id', columns, events: [], ...none };
}

function modelOf(column, count) {
  const rules = Array.from({ length: count }, (_, at) => ({ segment: `${at}`, when: { column, eq: at } }));
  return { version: 1, form: 'rules', rules, otherwise: 'rest', facts: {} };
}
