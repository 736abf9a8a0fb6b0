import { type Digest, frozen } from '../documents/index.js';
import type { DataEngine, FileSource } from '../engines/index.js';
import { classificationError } from './classification.errors.js';
import { judgeColumn } from './columns/index.js';
import { isValue } from './names/index.js';
import { rulesDigest } from './rules-digest.js';
import { type ColumnSets, scoreColumnSets } from './sets/index.js';
import { type StandingColumn, standingOf } from './standing/index.js';

/** What a source holds: counts, categories and sentences, and no value of it. */
export interface ClassifiedSource {
  /** Which detectors and hints looked. */
  readonly rules: Digest;
  readonly rows: number;
  readonly columns: readonly StandingColumn[];
  readonly sets: ColumnSets;
}

export interface ClassifyAsk {
  readonly file: FileSource;
  /** The categories of the columns that a dataset declares; null for a source that none describes. */
  readonly declared: ReadonlyMap<string, readonly string[]> | null;
  /** The special categories of data, as legal profiles name them. */
  readonly special: readonly string[];
}

/** As many values of each length, rare and repeated apart, as detectors look at; longer ones are read up to here. */
const LOOK = { valuesMax: 500, lengthMax: 4000, seed: 1 } as const;

/** Looks at every column of a source and at sets of them. Throws HEADER_IS_DATA and what opening a source throws. */
export async function classifySource(
  data: Pick<DataEngine, 'survey' | 'countSets' | 'endSurvey'>,
  { file, declared, special }: ClassifyAsk,
): Promise<ClassifiedSource> {
  const survey = await data.survey(file, LOOK);
  try {
    const values = survey.columns.filter(({ name }) => isValue(name)).length;
    if (values > 0) throw headerIsData(file.path, values);
    const found = survey.columns.map((column) => judgeColumn(column, survey.rows, special));
    const columns = found.map((finding) => standingOf(finding, declared));
    return frozen({
      rules: rulesDigest(),
      rows: survey.rows,
      columns,
      sets: await scoreColumnSets(data, survey, found),
    });
  } finally {
    await data.endSurvey(survey);
  }
}

function headerIsData(path: string, values: number) {
  return classificationError('HEADER_IS_DATA', {
    found: `${values} names that look like values`,
    expected: 'a first line with the names of the columns',
    where: path,
    next: 'Give the file a first line of names, or describe it as a dataset with header: false and its columns.',
  });
}
