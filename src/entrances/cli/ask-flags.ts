import { readFileSync } from 'node:fs';
import { readYaml, type YamlDocument } from '../../documents/index.js';
import { entranceError } from './entrances.errors.js';

/** The flags of a command that asks for a run. */
export interface AskFlags {
  readonly request?: string;
  readonly plugin?: string;
  readonly options?: string;
  readonly dataset?: string;
  readonly purpose?: string;
  readonly destination?: string;
  readonly columns?: string;
  readonly seed?: number;
}

/** The ask of a command: its file as it stands, or a document of the flags, over the file where both are given. */
export function askOf(flags: AskFlags): YamlDocument {
  const overrides = overridesOf(flags);
  if (flags.request === undefined) return documentOf({ ...HEAD, ...overrides });
  const document = readYaml(flags.request, textOf(flags.request));
  if (Object.keys(overrides).length === 0) return document;
  return documentOf({ ...(document.value as object), ...overrides });
}

const HEAD = { apiVersion: 'probity/v1', kind: 'SegmentationRequest' };

function documentOf(value: object): YamlDocument {
  return readYaml('flags', JSON.stringify(value));
}

function overridesOf({ plugin, options, dataset, purpose, destination, columns, seed }: AskFlags) {
  const given = {
    plugin,
    options: options === undefined ? undefined : pluginOptions(options),
    dataset,
    purpose,
    destination,
    columns: columns?.split(',').map((name) => name.trim()),
    seed,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** The options of a plugin as they stand after `--options`. */
export function pluginOptions(text: string): unknown {
  return readYaml('--options', text).value;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const parts = { found: 'no file that can be read', where: file, next: 'Check the name after --request.' };
    throw entranceError('FILE_UNREADABLE', parts, { cause });
  }
}
