import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type Classification,
  type ClassifiedSource,
  classificationFile,
  classificationText,
  classifySource,
  comparedWithKept,
  declaredSources,
  foundOf,
  type KeptColumn,
  readClassification,
  specialCategoriesOf,
} from '../../classification/index.js';
import { nearestWord } from '../../documents/index.js';
import { type DataEngine, type FileSource, openDuckDb } from '../../engines/index.js';
import { fileSource, formatOf, loadDatasets } from '../../registers/datasets/index.js';
import { legalConstants, loadLegalProfiles } from '../../registers/legal-profiles/index.js';
import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import { loadSettings, type Settings } from '../../settings/index.js';
import { makeFolder, writeDurably } from '../../store/index.js';
import { classifiedText } from './classified-text.js';
import { type DraftFlags, writeDraft } from './draft-flags.js';
import { entranceError } from './entrances.errors.js';
import type { Answer } from './terminal.js';

interface Globals {
  readonly settings: string;
}

interface ClassifyFlags extends DraftFlags {
  readonly keep?: boolean;
  readonly format?: string;
  readonly table?: string;
  readonly undecidedMax?: number;
}

/** One source of what was asked for, classified. */
export interface ClassifiedPart extends Omit<ClassifiedSource, 'columns'> {
  readonly columns: readonly KeptColumn[];
  /** `table`, `events[0]`, or the file that was named. */
  readonly part: string;
}

/**
 * Says what the columns of a dataset, or of a file that no dataset describes, hold. Reads the sources alone: no state is
 * opened and nothing is recorded; `--draft` writes a dataset. Exit 2 where values contradict a declaration
 * or a column is found otherwise than it was kept, and no person has said what it holds; 3 where more wait than `undecidedMax`.
 */
export async function classify({ settings }: Globals, nameOrFile: string, flags: ClassifyFlags): Promise<Answer> {
  const loaded = loadSettings(settings);
  const { sources, dataset, kept } = sourcesAsked(loaded, nameOrFile, flags);
  const special = specialCategoriesOf(
    legalConstants(loadLegalProfiles(loaded.registers.legalProfiles).values()),
    Date.now(),
  );
  const parts = await withEngine(loaded, async (data) => {
    const done: ClassifiedPart[] = [];
    for (const { part, file, declared } of sources) {
      const found = await classifySource(data, { file, declared, special });
      done.push({ part, ...found, columns: comparedWithKept(found, kept, part) });
    }
    return done;
  });
  const keeping = flags.keep ? [await keep(dataset, kept, parts)] : [];
  const written = flags.draft === undefined ? [] : [writeDraft(parts, sources, flags)];
  const text = [...parts.map(classifiedText), ...keeping, ...written].join('\n\n');
  return { exit: exitOf(parts, flags.undecidedMax), json: { parts }, text };
}

/** What was asked to be looked at; nothing is declared for a file that no dataset describes. */
export interface AskedSource {
  readonly part: string;
  readonly file: FileSource;
  readonly declared: ReadonlyMap<string, readonly string[]> | null;
}

interface Asked {
  readonly sources: readonly AskedSource[];
  /** Null for a file that no dataset describes. */
  readonly dataset: { readonly name: string; readonly file: string } | null;
  readonly kept: Classification | null;
}

function sourcesAsked(settings: Settings, nameOrFile: string, flags: ClassifyFlags): Asked {
  const taxonomy = loadTaxonomy();
  const datasets = loadDatasets(settings.registers.datasets, taxonomy);
  const dataset = datasets.get(nameOrFile);
  if (dataset) {
    const file = datasets.files.get(nameOrFile) as string;
    const kept = readClassification(dataset, file, taxonomy);
    return { sources: declaredSources(dataset, dirname(file)), dataset: { name: dataset.name, file }, kept };
  }
  if (!statSync(nameOrFile, { throwIfNoEntry: false })?.isFile()) throw neither(nameOrFile, [...datasets.keys()]);
  const format = formatNamed(nameOrFile, flags.format);
  const source = { path: nameOrFile, format, ...(flags.table === undefined ? {} : { table: flags.table }) };
  const sources = [{ part: nameOrFile, file: fileSource(source, process.cwd()), declared: null }];
  return { sources, dataset: null, kept: null };
}

function formatNamed(path: string, named: string | undefined): FileSource['format'] {
  const format = named ?? formatOf({ path });
  if (format === 'csv' || format === 'parquet' || format === 'duckdb') return format;
  throw entranceError('FLAG_INVALID', {
    found: named === undefined ? 'a file whose end does not say what it is' : `the format '${named.slice(0, 40)}'`,
    expected: 'csv, parquet or duckdb',
    next: 'Name the format with --format.',
  });
}

function neither(name: string, known: readonly string[]) {
  const nearest = nearestWord(name, known);
  return entranceError('DATASET_UNKNOWN', {
    found: `'${name}'`,
    expected: 'a dataset of the catalogue, or a CSV, Parquet or DuckDB file',
    next: nearest === undefined ? 'See probity dataset list.' : `Did you mean '${nearest}'?`,
  });
}

// The work file holds what was read until the end; it lies in a folder of its own that nobody else may open.
async function withEngine<T>({ engine }: Settings, work: (data: DataEngine) => Promise<T>): Promise<T> {
  const workFolder = mkdtempSync(join(tmpdir(), 'probity-classify-'));
  try {
    const data = await openDuckDb({ workFolder, threads: engine.threads, memoryLimit: `${engine.memoryMb}MB` });
    try {
      return await work(data);
    } finally {
      await data.close();
    }
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

/** Keeps what was found beside the overrides, which stay as they are. */
async function keep(
  dataset: Asked['dataset'],
  kept: Classification | null,
  parts: readonly ClassifiedPart[],
): Promise<string> {
  if (dataset === null) {
    const parts = { found: 'a file that no dataset describes', expected: 'a dataset of the catalogue' };
    throw entranceError('FLAG_INVALID', { ...parts, next: 'Leave --keep out, or draft a dataset with --draft.' });
  }
  const file = classificationFile(dataset, dataset.file);
  const text = classificationText({ name: dataset.name, overrides: kept?.overrides ?? [], found: foundOf(parts) });
  await makeFolder(dirname(file), 0o755);
  await writeDurably(file, Buffer.from(text), 'replace');
  return `kept in ${file}`;
}

function exitOf(parts: readonly ClassifiedPart[], undecidedMax: number | undefined): Answer['exit'] {
  const columns = parts.flatMap((part) => part.columns).filter(({ override }) => override === null);
  const undecided = columns.filter(({ standing }) => standing === 'undecided').length;
  if (undecidedMax !== undefined && undecided > undecidedMax) return 3;
  return columns.some(({ standing, changed }) => standing === 'contradicted' || changed !== null) ? 2 : 0;
}
