import { existsSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { type DraftAsk, draftDataset } from '../../classification/index.js';
import { DATASET_REGIMES } from '../../conditions/index.js';
import { draftFromFides } from '../../registers/datasets/index.js';
import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import type { AskedSource, ClassifiedPart } from './dataset-classify.command.js';
import { entranceError } from './entrances.errors.js';
import { writeOutput } from './write-output.js';

export interface DraftFlags {
  readonly draft?: string;
  readonly title?: string;
  readonly owner?: string;
  readonly team?: string;
  readonly regime?: string;
  readonly subject?: string;
  readonly fides?: string;
  readonly dataset?: string;
  readonly collection?: string;
}

/** Writes what was found as a dataset, or as an overlay over a manifest, and says so. Nothing is overwritten. */
export function writeDraft(
  [part]: readonly ClassifiedPart[],
  [asked]: readonly AskedSource[],
  flags: DraftFlags,
): string {
  const file = flags.draft as string;
  if (part === undefined || asked === undefined || asked.declared !== null) {
    throw invalid('a dataset of the catalogue', 'a file that no dataset describes', 'Name the file after classify.');
  }
  if (existsSync(file)) {
    throw entranceError('FILE_EXISTS', { found: 'a file', where: file, next: 'Choose another name after --draft.' });
  }
  writeOutput(file, draftDataset(part, draftAsk(asked, file, flags)));
  const undecided = part.columns.filter(({ standing }) => standing === 'undecided').length;
  return `wrote ${file}; ${undecided} of its columns wait for a person, and nobody may use them until then`;
}

function draftAsk({ file: { path, format, table } }: AskedSource, draft: string, flags: DraftFlags): DraftAsk {
  const { owner, team, regime, subject } = said(flags);
  const name = basename(draft).replace(/\.ya?ml$/i, '');
  const near = (one: string) => relative(dirname(resolve(draft)), resolve(one));
  const source = { path: near(path), format, ...(table === null ? {} : { table }) };
  return {
    name,
    title: flags.title ?? name,
    owner,
    team,
    regime,
    subjects: [subject],
    source,
    fides: fidesOf(flags, near),
  };
}

function fidesOf({ fides, dataset, collection }: DraftFlags, near: (path: string) => string): DraftAsk['fides'] {
  if (fides === undefined) return null;
  const { fides: found, columns } = draftFromFides(fides, { dataset, collection });
  if (found === null) return null;
  const fields = columns.map(({ name, categories }) => ({ name, categories: categories === null }));
  return { ...found, manifest: near(fides), fields };
}

/** What only a person knows; all that is missing or wrong is said at once. */
function said({ owner, team, regime, subject }: DraftFlags) {
  const { subjects } = loadTaxonomy();
  const mistakes = [
    ...(team !== undefined && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(team) ? [] : ['--team, in kebab-case']),
    ...(regime !== undefined && (DATASET_REGIMES as readonly string[]).includes(regime)
      ? []
      : [`--regime, one of ${DATASET_REGIMES.join(', ')}`]),
    ...(subject !== undefined && subjects.has(subject) ? [] : [`--subject, one of ${[...subjects].join(', ')}`]),
  ];
  if (team === undefined || regime === undefined || subject === undefined || mistakes.length > 0) {
    throw invalid('a draft without what only a person knows', mistakes.join('; '), 'Say it with these flags.');
  }
  return { owner: owner ?? team, team, regime, subject };
}

function invalid(found: string, expected: string, next: string) {
  return entranceError('FLAG_INVALID', { found, expected, next });
}
