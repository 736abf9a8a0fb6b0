import { dirname } from 'node:path';
import { classificationFile, classificationText, columnNames, readClassification } from '../../classification/index.js';
import { isoInstant, nearestWord } from '../../documents/index.js';
import { type Dataset, loadDatasets } from '../../registers/datasets/index.js';
import { loadTaxonomy, type Taxonomy } from '../../registers/taxonomy/index.js';
import { isAlias, openRecord } from '../../run/index.js';
import { loadSettings, type Settings } from '../../settings/index.js';
import { makeFolder, writeDurably } from '../../store/index.js';
import { entranceError } from './entrances.errors.js';
import type { Answer } from './terminal.js';

interface OverrideFlags {
  readonly categories: string;
  readonly reason: string;
  readonly as: string;
}

/** Says what a column holds. The entry is on disk before the file is written; from then on it wins wherever categories count. */
export async function override(
  globals: { readonly settings: string },
  [name, column]: readonly [string, string],
  flags: OverrideFlags,
): Promise<Answer> {
  const settings = loadSettings(globals.settings);
  const taxonomy = loadTaxonomy();
  const datasets = loadDatasets(settings.registers.datasets, taxonomy);
  const dataset = datasets.get(name) ?? refuse(unknown('a dataset of the catalogue', name, [...datasets.keys()]));
  const categories = checked(dataset, column, flags, taxonomy);
  const file = datasets.files.get(name) as string;
  const kept = readClassification(dataset, file, taxonomy);
  const said = { column, categories, reason: flags.reason, by: flags.as, at: isoInstant(Date.now()) };
  const index = await recorded(settings, { dataset: name, ...said });
  const others = (kept?.overrides ?? []).filter((one) => one.column !== column);
  const text = classificationText({
    name,
    overrides: [...others, said],
    ...(kept?.found ? { found: kept.found } : {}),
  });
  const path = classificationFile(dataset, file);
  await makeFolder(dirname(path), 0o755);
  await writeDurably(path, Buffer.from(text), 'replace');
  const words = `${column} of ${name} is ${categories.join(', ')}`;
  return {
    exit: 0,
    json: { dataset: name, ...said, index, file: path },
    text: `${words}; entry ${index}, kept in ${path}`,
  };
}

function checked(
  dataset: Dataset,
  column: string,
  { categories, reason, as }: OverrideFlags,
  taxonomy: Taxonomy,
): string[] {
  const names = columnNames(dataset);
  if (!names.includes(column)) throw unknown(`a column of ${dataset.name}`, column, names);
  const keys = [...new Set(categories.split(',').map((key) => key.trim()))];
  const wrong = keys.find((key) => !taxonomy.categories.has(key));
  if (wrong !== undefined) throw unknown('a data category of the taxonomy', wrong, [...taxonomy.categories]);
  if (!isAlias(as)) {
    const parts = { found: 'a person named by something that is no alias', expected: 'an alias such as dpo-7' };
    throw entranceError('FLAG_INVALID', { ...parts, next: 'Name the one who says it with --as.' });
  }
  if (reason.trim() === '' || reason.length > 2000) {
    const parts = { found: 'no reason, or one that is too long', expected: 'at most 2,000 signs' };
    throw entranceError('FLAG_INVALID', { ...parts, next: 'Say with --reason why.' });
  }
  return keys;
}

/** Without a state nobody could see later who said it. */
async function recorded(settings: Settings, body: Record<string, unknown>): Promise<number> {
  const record = await openRecord(settings);
  if (record === null) {
    const parts = { found: 'a state folder that nobody has made', expected: 'a log in which the override is recorded' };
    throw entranceError('OVERRIDE_UNRECORDED', {
      ...parts,
      where: settings.stateFolder,
      next: 'Make it with: probity init.',
    });
  }
  try {
    return (await record.append('column-overridden', body)).index;
  } finally {
    await record.close();
  }
}

function unknown(expected: string, word: string, known: readonly string[]) {
  const nearest = nearestWord(word, known);
  return entranceError('FLAG_INVALID', {
    found: `'${word.slice(0, 120)}'`,
    expected,
    next: nearest === undefined ? 'Correct the word.' : `Did you mean '${nearest}'?`,
  });
}

function refuse(error: Error): never {
  throw error;
}
