import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type ClassifiedSource,
  classifySource,
  declaredSources,
  specialCategoriesOf,
} from '../../classification/index.js';
import { nearestWord } from '../../documents/index.js';
import { type DataEngine, type FileSource, openDuckDb } from '../../engines/index.js';
import { fileSource, formatOf, loadDatasets } from '../../registers/datasets/index.js';
import { legalConstants, loadLegalProfiles } from '../../registers/legal-profiles/index.js';
import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import { loadSettings, type Settings } from '../../settings/index.js';
import { classifiedText } from './classified-text.js';
import { type DraftFlags, writeDraft } from './draft-flags.js';
import { entranceError } from './entrances.errors.js';
import type { Answer } from './terminal.js';

interface Globals {
  readonly settings: string;
}

interface ClassifyFlags extends DraftFlags {
  readonly format?: string;
  readonly table?: string;
  readonly undecidedMax?: number;
}

/** One source of what was asked for, classified. */
export interface ClassifiedPart extends ClassifiedSource {
  /** `table`, `events[0]`, or the file that was named. */
  readonly part: string;
}

/**
 * Says what the columns of a dataset, or of a file that no dataset describes, hold. Reads the sources alone: no state is
 * opened and nothing is recorded; `--draft` writes a dataset. Exit 2 where values contradict a declaration, 3 where more wait than `undecidedMax`.
 */
export async function classify({ settings }: Globals, nameOrFile: string, flags: ClassifyFlags): Promise<Answer> {
  const loaded = loadSettings(settings);
  const asked = sourcesAsked(loaded, nameOrFile, flags);
  const special = specialCategoriesOf(
    legalConstants(loadLegalProfiles(loaded.registers.legalProfiles).values()),
    Date.now(),
  );
  const parts = await withEngine(loaded, async (data) => {
    const done: ClassifiedPart[] = [];
    for (const { part, file, declared } of asked) {
      done.push({ part, ...(await classifySource(data, { file, declared, special })) });
    }
    return done;
  });
  const written = flags.draft === undefined ? [] : [writeDraft(parts, asked, flags)];
  const text = [...parts.map(classifiedText), ...written].join('\n\n');
  return { exit: exitOf(parts, flags.undecidedMax), json: { parts }, text };
}

/** What was asked to be looked at; nothing is declared for a file that no dataset describes. */
export interface AskedSource {
  readonly part: string;
  readonly file: FileSource;
  readonly declared: ReadonlyMap<string, readonly string[]> | null;
}

function sourcesAsked(settings: Settings, nameOrFile: string, flags: ClassifyFlags): readonly AskedSource[] {
  const datasets = loadDatasets(settings.registers.datasets, loadTaxonomy());
  const dataset = datasets.get(nameOrFile);
  if (dataset) return declaredSources(dataset, dirname(datasets.files.get(nameOrFile) as string));
  if (!statSync(nameOrFile, { throwIfNoEntry: false })?.isFile()) throw neither(nameOrFile, [...datasets.keys()]);
  const format = formatNamed(nameOrFile, flags.format);
  const source = { path: nameOrFile, format, ...(flags.table === undefined ? {} : { table: flags.table }) };
  return [{ part: nameOrFile, file: fileSource(source, process.cwd()), declared: null }];
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

function exitOf(parts: readonly ClassifiedPart[], undecidedMax: number | undefined): Answer['exit'] {
  const standings = parts.flatMap(({ columns }) => columns.map(({ standing }) => standing));
  const undecided = standings.filter((one) => one === 'undecided').length;
  if (undecidedMax !== undefined && undecided > undecidedMax) return 3;
  return standings.includes('contradicted') ? 2 : 0;
}
