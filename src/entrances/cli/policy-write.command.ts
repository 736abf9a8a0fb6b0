import { dirname, join, relative } from 'node:path';
import { loadRegisters } from '../../run/index.js';
import { loadSettings, type Settings } from '../../settings/index.js';
import {
  askWish,
  type Conversation,
  catalogueNames,
  catalogueSchemas,
  createPolicy,
  type Desk,
  editorSchemas,
  formatPolicies,
  isOpen,
  type PolicyWish,
  writeSchemas,
} from '../../workbench/index.js';
import type { Answer } from './terminal.js';

interface Globals {
  readonly settings: string;
}

/** Lays out policies in the one canonical form, or says with 2 which ones are laid out otherwise. */
export async function fmt(
  { settings }: Globals,
  folders: readonly string[],
  { check = false }: { readonly check?: boolean },
): Promise<Answer> {
  const { files, changed } = await formatPolicies(foldersOf(loadSettings(settings), folders), { check });
  const done = check ? 'would be laid out anew' : 'laid out anew';
  const text = [...changed, `${changed.length} of ${files} files ${done}`].join('\n');
  return { exit: check && changed.length > 0 ? 2 : 0, json: { files, changed }, text };
}

/** JSON Schemas for editors: those of the release, or those that know the names of this deployment. */
export async function schema(
  { settings: file }: Globals,
  { fromCatalog = false, write }: { readonly fromCatalog?: boolean; readonly write?: string },
): Promise<Answer> {
  const schemas = fromCatalog ? schemasOf(loadSettings(file)) : editorSchemas();
  const documents = Object.fromEntries([...schemas].map(([name, text]) => [name, JSON.parse(text)]));
  if (write === undefined) return { exit: 0, json: documents, text: JSON.stringify(documents, null, 2) };
  const files = await writeSchemas(schemas, write);
  return { exit: 0, json: { files }, text: `wrote ${files.length} schemas into ${write}` };
}

function schemasOf(settings: Settings): ReadonlyMap<string, string> {
  return catalogueSchemas(catalogueNames(loadRegisters(settings), settings.policyFolders));
}

export type NewFlags = Omit<PolicyWish, 'name' | 'requires' | 'supports' | 'stricterThanLaw'> & {
  readonly folder?: string;
  /** One article each. */
  readonly requires?: readonly string[];
  readonly supports?: readonly string[];
  readonly stricterThanLaw?: boolean;
};

/**
 * Writes a new policy with cases that pass. Where somebody sits at a terminal and flags do not say enough, everything that
 * they leave open is asked for, what has a default too.
 */
export async function create(
  globals: Globals,
  name: string | undefined,
  { folder, requires, supports, stricterThanLaw, ...flags }: NewFlags,
  conversation: Conversation | null = process.stdin.isTTY ? { input: process.stdin, output: process.stderr } : null,
): Promise<Answer> {
  const settings = loadSettings(globals.settings);
  const desk = deskOf(globals, settings, folder);
  const said: PolicyWish = {
    ...flags,
    ...(name === undefined ? {} : { name }),
    ...(requires === undefined ? {} : { requires: requires.join('; ') }),
    ...(supports === undefined ? {} : { supports: supports.join('; ') }),
    ...(stricterThanLaw === undefined ? {} : { stricterThanLaw: stricterThanLaw ? 'yes' : 'no' }),
  };
  const mustAsk = conversation !== null && isOpen(said, desk.choices);
  const wish = mustAsk ? await askWish(said, desk.choices, conversation) : said;
  const { files, passed, disturbed } = await createPolicy(wish, desk);
  const text = [
    ...files.map((file) => `wrote ${file}`),
    `${passed === 1 ? '1 case passes' : `${passed} cases pass`}; try: probity policy test`,
    ...disturbed.map((one) => `no longer passes: ${one}`),
  ].join('\n');
  return { exit: disturbed.length > 0 ? 2 : 0, json: { files, passed, disturbed }, text };
}

function deskOf({ settings: file }: Globals, settings: Settings, folder: string | undefined): Desk {
  const registers = loadRegisters(settings);
  const waivable = registers.policies.rules.filter(({ waivableBy }) => waivableBy.length > 0);
  return {
    folder: foldersOf(settings, folder === undefined ? [] : [folder])[0] as string,
    registers,
    choices: {
      uses: [...registers.taxonomy.uses].sort(),
      purposes: [...registers.purposes.keys()].sort(),
      waivable: new Map(waivable.map(({ id, waivableBy }) => [id, waivableBy])),
      owner: settings.localOperator.team,
    },
    schemas: relative('.', join(dirname(file), 'schemas')),
    now: Date.now(),
  };
}

function foldersOf({ policyFolders }: Settings, folders: readonly string[]): readonly string[] {
  return folders.length > 0 ? folders : policyFolders.map((folder) => relative('.', folder) || '.');
}
