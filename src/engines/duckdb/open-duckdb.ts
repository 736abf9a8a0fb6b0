import type { DataEngine } from '../data-engine.js';
import { assignByFile, assignByLabels, assignByModel, suppressSegments, type Workplace } from './assign.js';
import { countValues } from './association.js';
import { boundedFigures } from './bounded-figures.js';
import { countQuasiClasses } from './classes.js';
import { countBinned } from './combinations.js';
import { compareReleased } from './compare-releases.js';
import { countGroups } from './counts.js';
import { inspectDataset } from './dataset.js';
import { countDealtOut } from './dealt.js';
import { sumDistances } from './distances.js';
import { fairCentres } from './fair-centres.js';
import { countNeighbours } from './neighbours.js';
import { prepareRows } from './prepare.js';
import { profileSegments } from './profile.js';
import { exactQuantiles } from './quantiles.js';
import { countQuasi } from './quasi-identifiers.js';
import { countRead } from './read-counts.js';
import { reassignRows } from './reassign.js';
import { residualiseRows } from './residualise.js';
import { tryRows } from './row-removal.js';
import { RunTables } from './run-tables.js';
import { sampleRows } from './sample.js';
import { Session, type Statement } from './session.js';
import { readSubjectFacts } from './subject-facts.js';
import { Surveys } from './survey.js';
import { codeTraits } from './traits.js';
import { weighGroups } from './weigh.js';
import { countGonePeople, writeReleased } from './write.js';
import { writeGeneralised } from './write-generalised.js';

export interface DuckDbOptions {
  /** Where the engine keeps its work file; made with mode 0700 when missing. One process at a time can hold it. */
  readonly workFolder: string;
  readonly threads?: number;
  /** As DuckDB writes it: `1200MB`. */
  readonly memoryLimit?: string;
  /** The only folders that files are read from and written to, besides the work folder; every local folder when absent. */
  readonly allowedFolders?: readonly string[];
  /** Is shown every statement and its values before it runs; for tests. */
  readonly onStatement?: (statement: Statement) => void;
}

/** Opens the embedded data engine. It loads no extension and reaches no network, and its settings are locked. */
export async function openDuckDb(options: DuckDbOptions): Promise<DataEngine> {
  const { workFolder, threads = 2, memoryLimit = '1000MB', allowedFolders = ['/'], onStatement } = options;
  const session = await Session.open({ workFolder, threads, memoryLimit, allowedFolders, onStatement });
  return engineOver({ session, tables: new RunTables() });
}

function engineOver(work: Workplace): DataEngine {
  const { session, tables } = work;
  const surveys = new Surveys(session);
  return {
    inspect: (source) => inspectDataset(session, source),
    prepare: (plan) => prepareRows(session, tables, plan),
    sample: (prepared, ask) => sampleRows(work, prepared, ask),
    quantiles: (prepared, column, probabilities) =>
      exactQuantiles(session, { table: tables.prepared(prepared).table, column }, probabilities),
    assign: (prepared, model) => assignByModel(work, prepared, model),
    assignLabels: (prepared, sampled, labels) => assignByLabels(work, prepared, { sampled, labels }),
    assignOutside: (prepared, file) => assignByFile(work, prepared, file),
    traits: (prepared, plans) => codeTraits(work, prepared, plans),
    countRead: (prepared, plans) => countRead(work, prepared, plans),
    countSegments: (assigned, traits, asked) => countGroups(work, { assigned, traits }, asked),
    weighSegments: (assigned, traits, ask) => weighGroups(work, { assigned, traits }, ask),
    countAssociation: (prepared, traits, ask) => countValues(work, { prepared, traits }, ask),
    countDealt: (prepared, traits, ask) => countDealtOut(work, { prepared, traits }, ask),
    countCombinations: (prepared, traits, ask) => countBinned(work, { prepared, traits }, ask),
    countClasses: (assigned, traits, names) => countQuasiClasses(work, { assigned, traits }, names),
    sumDistances: (assigned, traits, ask) => sumDistances(work, { assigned, traits }, ask),
    countNeighbours: (assigned, traits, ask) => countNeighbours(work, { assigned, traits }, ask),
    reassign: (assigned, traits, ask) => reassignRows(work, { assigned, traits }, ask),
    residualise: (prepared, traits, ask) => residualiseRows(work, { prepared, traits }, ask),
    fairCentres: (prepared, traits, ask) => fairCentres(work, { prepared, traits }, ask),
    countQuasiIdentifiers: (assigned, plans) => countQuasi(work, assigned, plans),
    writeGeneralised: (rows, table, folder) => writeGeneralised(work, rows, { table, folder }),
    suppress: async (assigned, segments) => suppressSegments(tables, assigned, segments),
    profile: (assigned, columns, cellSizeMin) => profileSegments(work, assigned, { columns, cellSizeMin }),
    boundedFigures: (assigned, ask) => boundedFigures(work, assigned, ask),
    writeSegments: (assigned, ask) => writeReleased(work, assigned, ask),
    countGone: (prepared, file, key) => countGonePeople(work, prepared, { file, key }),
    compareReleases: (assigned, file, key) => compareReleased(work, assigned, { file, key }),
    tryRows: (rows, rules) => tryRows(session, rows, rules),
    subjectFacts: (ask) => readSubjectFacts(session, tables, ask),
    survey: (file, ask) => surveys.begin(file, ask),
    countSets: (survey, ask) => surveys.countSets(survey, ask),
    endSurvey: (survey) => surveys.end(survey),
    discard: async (prepared) => {
      for (const table of tables.prepared(prepared).tables) await session.run(`drop table if exists ${table}`);
      tables.forget(prepared);
    },
    close: () => session.close(),
  };
}
