import { existsSync, statSync } from 'node:fs';
import { nearestWord } from '../../documents/index.js';
import { checkManifest, importDataset, loadDatasets } from '../../registers/datasets/index.js';
import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import { loadRegisters } from '../../run/index.js';
import { loadSettings } from '../../settings/index.js';
import { withGovernance } from './engine-context.js';
import { entranceError } from './entrances.errors.js';
import { manifestAnswer } from './manifest-text.js';
import { type Answer, aligned } from './terminal.js';
import { writeOutput } from './write-output.js';

interface Globals {
  readonly settings: string;
}

/** Every dataset of the catalogue. */
export async function list({ settings }: Globals): Promise<Answer> {
  const { datasets } = loadRegisters(loadSettings(settings));
  const rows = [...datasets.values()].map(({ name, team, regime, title }) => [name, team, regime, title]);
  return { exit: 0, json: [...datasets.values()], text: rows.length === 0 ? 'no datasets' : aligned(rows) };
}

/**
 * Opens the sources of a dataset, or of all, and says what they hold against what is declared. A word that is no dataset
 * and names a file is a Fides manifest, which is judged by itself: no state is opened.
 */
export async function check(globals: Globals, nameOrFile: string | undefined): Promise<Answer> {
  const taxonomy = loadTaxonomy();
  const datasets = loadDatasets(loadSettings(globals.settings).registers.datasets, taxonomy);
  if (nameOrFile === undefined || datasets.has(nameOrFile)) return checkSources(globals, nameOrFile);
  if (statSync(nameOrFile, { throwIfNoEntry: false })?.isFile()) {
    return manifestAnswer(nameOrFile, checkManifest(nameOrFile, taxonomy));
  }
  const nearest = nearestWord(nameOrFile, [...datasets.keys()]);
  throw entranceError('DATASET_UNKNOWN', {
    found: `'${nameOrFile}'`,
    expected: 'a dataset of the catalogue or the file of a Fides manifest',
    next: nearest === undefined ? 'See probity dataset list.' : `Did you mean '${nearest}'?`,
  });
}

function checkSources(globals: Globals, name: string | undefined): Promise<Answer> {
  return withGovernance(globals, async ({ parts: { data, registers } }) => {
    const wanted = [...registers.sources].filter(([key]) => name === undefined || key === name);
    const found: { dataset: string; rows: number; unknownColumns: readonly string[] }[] = [];
    for (const [dataset, source] of wanted) {
      const facts = await data.inspect(source);
      const known = new Set((registers.datasets.get(dataset)?.unclassified ?? []).map((column) => column.name));
      found.push({ dataset, ...facts, unknownColumns: facts.unknownColumns.filter((column) => !known.has(column)) });
    }
    const rows = found.map(({ dataset, rows: count, unknownColumns }) => [
      dataset,
      count,
      unknownColumns.length === 0 ? 'every column is declared' : `not declared: ${unknownColumns.join(', ')}`,
    ]);
    return { exit: 0, json: found, text: rows.length === 0 ? 'no datasets' : aligned(rows) };
  });
}

interface ImportFlags {
  readonly dataset?: string;
  readonly collection?: string;
  readonly write?: string;
}

/** Makes a dataset file from a Fides manifest or a dbt manifest, and says what a person must still add. */
export async function importFrom(_globals: Globals, file: string, flags: ImportFlags): Promise<Answer> {
  const { text, missing } = importDataset(file, flags);
  if (flags.write !== undefined) {
    if (existsSync(flags.write)) {
      throw entranceError('FILE_EXISTS', {
        found: 'a file',
        where: flags.write,
        next: 'Choose another name after --write.',
      });
    }
    writeOutput(flags.write, text);
  }
  const rest = missing.map((one) => `# still missing: ${one}`).join('\n');
  return { exit: 0, json: { text, missing }, text: `${text}\n${rest}` };
}
