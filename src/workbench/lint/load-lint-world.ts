import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { overriddenDatasets } from '../../classification/index.js';
import {
  type Diagnostic,
  DocumentError,
  instantOf,
  ProbityError,
  readYaml,
  type YamlDocument,
} from '../../documents/index.js';
import { type Dataset, type DatasetRegister, loadDatasets } from '../../registers/datasets/index.js';
import { loadDestinations } from '../../registers/destinations/index.js';
import { type LegalProfileRegister, legalConstants, loadLegalProfiles } from '../../registers/legal-profiles/index.js';
import { loadPlugins } from '../../registers/plugins/index.js';
import { filledPolicy, type PolicyRegisters, policyFiles, readPolicyFiles } from '../../registers/policies/index.js';
import { loadPurposes } from '../../registers/purposes/index.js';
import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import type { Settings } from '../../settings/index.js';
import { caseMistakes } from './case-mistakes.js';
import { ConditionQuestions } from './condition-questions.js';
import type { LintedColumn, LintedDataset, LintedPurpose, LintedWaiver, LintWorld } from './lint-world.js';
import { PairLooks } from './pair-looks.js';

/** What could be loaded, and every mistake of what could not; no world where a register itself has mistakes. */
export interface LoadedWorld {
  readonly world: LintWorld | undefined;
  readonly mistakes: readonly Diagnostic[];
  readonly files: number;
}

/** The world of a deployment: its registers and policy folders, read without stopping at the first bad file. */
export function loadLintWorld(
  settings: Pick<Settings, 'registers' | 'policyFolders' | 'pluginFolders'>,
  { folders, now, waiverUses }: Pick<LintWorld, 'now' | 'waiverUses'> & { readonly folders: readonly string[] },
): LoadedWorld {
  const loaded = loadRegisters(settings);
  const here = folders.map(fromHere);
  const files = policyFiles(here);
  const ofCases = caseMistakes(here, files);
  if (!('registers' in loaded)) {
    return { world: undefined, mistakes: [...loaded.mistakes, ...ofCases], files: files.length };
  }
  const { registers, legalProfiles } = loaded;
  const { rules, waivers, diagnostics } = readPolicyFiles(files, registers);
  const { datasets, purposes } = settings.registers;
  const world = {
    policies: rules.map(({ rule, document }) => ({
      rule,
      document,
      policy: filledPolicy(document, registers.constants, { at: now }),
    })),
    waivers: waivers.map(({ waiver, document }): LintedWaiver => ({ waiver, document, from: fromOf(document) })),
    datasets: [...registers.datasets].map(([name, one]) => lintedDataset(name, one, documentIn(datasets, name))),
    purposes: [...registers.purposes.keys()].map(
      (name): LintedPurpose => ({ name, document: documentIn(purposes, name) }),
    ),
    registers,
    legalProfiles,
    conditions: new ConditionQuestions(registers),
    pairs: new PairLooks(),
    now,
    waiverUses,
  };
  return { world, mistakes: [...diagnostics, ...ofCases], files: files.length };
}

type Registers = PolicyRegisters & { readonly datasets: DatasetRegister };
type LoadedRegisters =
  | { readonly registers: Registers; readonly legalProfiles: LegalProfileRegister }
  | { readonly mistakes: readonly Diagnostic[] };

function loadRegisters({ registers, pluginFolders }: Pick<Settings, 'registers' | 'pluginFolders'>): LoadedRegisters {
  const taxonomy = loadTaxonomy();
  const mistakes: Diagnostic[] = [];
  const attempt = <T>(load: () => T): T | undefined => collected(load, mistakes);
  const destinations = attempt(() => loadDestinations(registers.destinations.map(fromHere)));
  const purposes =
    destinations && attempt(() => loadPurposes(registers.purposes.map(fromHere), { taxonomy, destinations }));
  const datasets = attempt(() =>
    overriddenDatasets(loadDatasets(registers.datasets.map(fromHere), taxonomy), taxonomy),
  );
  const legalProfiles = attempt(() => loadLegalProfiles(registers.legalProfiles.map(fromHere)));
  const plugins = attempt(() => loadPlugins(pluginFolders));
  if (!destinations || !purposes || !datasets || !legalProfiles || !plugins) return { mistakes };
  const constants = legalConstants(legalProfiles.values());
  return { registers: { taxonomy, destinations, purposes, datasets, plugins, constants }, legalProfiles };
}

function collected<T>(load: () => T, mistakes: Diagnostic[]): T | undefined {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    mistakes.push(...(error instanceof DocumentError ? error.diagnostics : [wholeThing(error)]));
    return undefined;
  }
}

// A plugin is a folder, not a document: its mistake stands in no line.
function wholeThing({ code, parts: { found, expected, where, next } }: ProbityError): Diagnostic {
  const file = where === undefined ? '.' : fromHere(where);
  return {
    code,
    file,
    line: 1,
    column: 1,
    path: '',
    found,
    expected: expected ?? next.replace(/\.$/, ''),
    excerpt: '',
  };
}

// Places are named from where one works: a report must not tell how a machine is laid out.
function fromHere(folder: string): string {
  return relative(process.cwd(), folder) || '.';
}

function fromOf({ value }: YamlDocument): number {
  return instantOf(
    (value as { readonly metadata: { readonly effective: { readonly from: string } } }).metadata.effective.from,
  );
}

function documentIn(folders: readonly string[], name: string): YamlDocument {
  const files = folders.map((folder) => join(fromHere(folder), `${name}.yaml`));
  const file = files.find((one) => existsSync(one)) as string;
  return readYaml(file, readFileSync(file, 'utf8'));
}

function lintedDataset(name: string, dataset: Dataset, document: YamlDocument): LintedDataset {
  const own = dataset.columns.map((column, at): LintedColumn => ({ ...column, path: ['columns', at] }));
  const measures = (dataset.events ?? []).flatMap(({ perSubject }, at) =>
    perSubject.map((column, index): LintedColumn => ({ ...column, path: ['events', at, 'perSubject', index] })),
  );
  return { name, dataset, columns: [...own, ...measures], document };
}
