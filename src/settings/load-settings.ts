import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { checkSchema, DocumentError, frozen, instantOf, readYaml } from '../documents/index.js';
import { defaultSettings } from './describe-settings.js';
import { settingsError } from './settings.errors.js';
import type { Settings } from './settings.js';
import { type SettingsFile, SettingsSchema } from './settings.schema.js';

/**
 * Reads a settings file and completes it with the defaults; folders are relative to the file.
 * Throws SETTINGS_MISSING, or a DocumentError with every mistake and its place.
 */
export function loadSettings(file: string): Settings {
  return settingsOf(file, textOf(file));
}

/** The same from a text; `file` names it in errors, and its folder is where relative folders begin. */
export function settingsOf(file: string, text: string): Settings {
  const document = readYaml(file, text);
  const mistakes = checkSchema(document, SettingsSchema);
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  return completed(document.value as SettingsFile, (folder) => resolve(dirname(file), folder));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const parts = {
      found: 'no file that can be read',
      where: file,
      next: 'Name the settings with --settings, or make them with: probity init.',
    };
    throw settingsError('SETTINGS_MISSING', parts, { cause });
  }
}

type Complete = Required<Omit<SettingsFile, 'registers' | 'ownRules' | 'engine' | 'plugins' | 'localOperator'>> & {
  readonly registers: Settings['registers'];
  readonly ownRules: Settings['ownRules'];
  readonly engine: Settings['engine'];
  readonly plugins: Settings['plugins'];
  readonly localOperator: NonNullable<SettingsFile['localOperator']> & { readonly team: string };
};

function completed(file: SettingsFile, at: (folder: string) => string): Settings {
  const { apiVersion: _version, kind: _kind, registers, localOperator, ...rest } = merged(file);
  const all = (folders: readonly string[]) => folders.map(at);
  const { team, trainedUntil } = localOperator;
  return frozen({
    ...rest,
    stateFolder: at(rest.stateFolder),
    outFolder: at(rest.outFolder),
    registers: {
      purposes: all(registers.purposes),
      destinations: all(registers.destinations),
      datasets: all(registers.datasets),
      legalProfiles: all(registers.legalProfiles),
    },
    policyFolders: all(rest.policyFolders),
    pluginFolders: all(rest.pluginFolders),
    ownRules: { ...rest.ownRules, folders: all(rest.ownRules.folders) },
    localOperator: { team, trainedUntil: trainedUntil === undefined ? null : instantOf(trainedUntil) },
  });
}

// The schema holds the defaults; a group of settings may be given in part.
function merged(file: SettingsFile): Complete {
  const defaults = defaultSettings();
  const groups = Object.entries(defaults).map(([key, value]) => {
    const given = file[key as keyof SettingsFile];
    const isGroup = typeof value === 'object' && !Array.isArray(value);
    return [key, isGroup ? { ...(value as object), ...(given as object | undefined) } : (given ?? value)];
  });
  return { ...file, ...Object.fromEntries(groups) } as Complete;
}
