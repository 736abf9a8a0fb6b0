import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { checkSchema } from './check-schema.js';
import { type Diagnostic, DocumentError } from './diagnostic.js';
import { type Digest, digestOf } from './digest.js';
import { frozen } from './frozen.js';
import { readYaml } from './read-yaml.js';
import type { YamlDocument } from './yaml-document.js';

/** A document whose file is called as its `name` says. */
export interface NamedDocument<T> {
  readonly document: YamlDocument;
  readonly value: T;
}

/** What lies in the folders of one register: the documents that have the right shape, and the mistakes of the others. */
export interface NamedDocuments<T> {
  readonly good: readonly NamedDocument<T>[];
  readonly mistakes: readonly Diagnostic[];
}

/** Everything of one kind by name, with a digest over all of it. */
export interface Register<T> extends ReadonlyMap<string, T> {
  readonly digest: Digest;
}

/** Reads every `*.yaml` of the folders as a document of one kind. A folder that is not there holds none. */
export function readNamedDocuments<S extends TSchema>(
  folders: readonly string[],
  schemaOf: S | ((value: unknown) => S),
): NamedDocuments<Static<S>> {
  const good: NamedDocument<Static<S>>[] = [];
  const mistakes: Diagnostic[] = [];
  const seen = new Map<string, string>();
  for (const file of folders.flatMap(filesIn)) {
    const document = readOrCollect(file, mistakes);
    if (!document) continue;
    const schema = typeof schemaOf === 'function' ? schemaOf(document.value) : schemaOf;
    const found = [...checkSchema(document, schema), ...nameMistakes(document, seen)];
    mistakes.push(...found);
    if (found.length === 0) good.push({ document, value: document.value as Static<S> });
  }
  return { good, mistakes };
}

/** The register of values that were checked; throws a DocumentError when there were mistakes. */
export function registerOf<T extends { readonly name: string }>(
  values: readonly T[],
  mistakes: readonly Diagnostic[],
): Register<T> {
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  const sorted = [...values].sort((a, b) => (a.name < b.name ? -1 : 1));
  const register = new Map(sorted.map((value) => [value.name, frozen(value)]));
  return Object.freeze(Object.assign(register, { digest: digestOf(Object.fromEntries(register)) }));
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => join(folder, name));
}

function readOrCollect(file: string, mistakes: Diagnostic[]): YamlDocument | undefined {
  try {
    return readYaml(file, readFileSync(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    mistakes.push(...error.diagnostics);
    return undefined;
  }
}

function nameMistakes(document: YamlDocument, seen: Map<string, string>): readonly Diagnostic[] {
  const expected = basename(document.file, '.yaml');
  const name = (document.value as { readonly name?: unknown } | null)?.name;
  if (typeof name !== 'string') return [];
  if (name !== expected) {
    const mistake = {
      code: 'NAME_OF_FILE',
      found: `the name '${name}'`,
      expected: `'${expected}', as the file is called`,
    };
    return [document.diagnostic(['name'], mistake)];
  }
  const first = seen.get(name);
  seen.set(name, first ?? document.file);
  if (first === undefined) return [];
  return [
    document.diagnostic(['name'], {
      code: 'NAME_TWICE',
      found: `'${name}' again`,
      expected: `another name than in ${first}`,
    }),
  ];
}
