import type { TSchema } from 'typebox';
import {
  checkSchema,
  type Diagnostic,
  DocumentError,
  digestOf,
  frozen,
  nearestWord,
  type YamlDocument,
} from '../../documents/index.js';
import { type Dataset, hierarchyOf } from '../../registers/datasets/index.js';
import { completedOptions } from '../../registers/plugins/index.js';
import type { RequestErrorCode } from './request.errors.js';
import { type Ask, AskSchema } from './request.schema.js';
import type { Actor, Mitigation, SegmentationRequest } from './segmentation-request.js';

/** The word that stands for the plugin of a run whose labels were made outside. */
export const OUTSIDE = 'outside';

const UNKNOWN_NAME: RequestErrorCode = 'UNKNOWN_NAME';
const NOT_A_FEATURE: RequestErrorCode = 'NOT_A_FEATURE';
const UNCLASSIFIED_COLUMN: RequestErrorCode = 'UNCLASSIFIED_COLUMN';
const NOT_A_QUASI_IDENTIFIER: RequestErrorCode = 'NOT_A_QUASI_IDENTIFIER';

/** What an ask may name. */
export interface AskedRegisters {
  readonly plugins: ReadonlyMap<
    string,
    { readonly name: string; readonly options: TSchema & Readonly<Record<string, unknown>> }
  >;
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly purposes: { readonly keys: () => Iterable<string>; readonly has: (name: string) => boolean };
  readonly destinations: { readonly keys: () => Iterable<string>; readonly has: (name: string) => boolean };
}

/** What the engine adds to an ask; nothing of it comes from the asker. */
export interface Admission {
  readonly run: string;
  readonly at: number;
  readonly actor: Actor;
  /** Labels made outside take the place of a plugin. */
  readonly outside: boolean;
}

/**
 * Turns an untrusted ask into a request, or throws a DocumentError with every mistake and its place.
 * Decides nothing and touches no data.
 */
export function admit(ask: YamlDocument, registers: AskedRegisters, admission: Admission): SegmentationRequest {
  const misshapen = checkSchema(ask, AskSchema);
  if (misshapen.length > 0) throw new DocumentError(misshapen);
  const value = ask.value as Ask;
  const mistakes = [
    ...nameMistakes(ask, value, registers, admission.outside),
    ...columnMistakes(ask, value, registers),
    ...mitigationMistakes(ask, value, registers),
    ...tableMistakes(ask, value, registers),
  ];
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  const plugin = registers.plugins.get(value.plugin ?? '');
  const asked = {
    plugin: plugin?.name ?? OUTSIDE,
    options: plugin ? completedOptions(plugin, value.options ?? {}) : {},
    dataset: value.dataset,
    purpose: value.purpose,
    destination: value.destination,
    columns: value.columns,
    seed: value.seed ?? 0,
    // Only where it is asked for: other requests keep their digest.
    ...(value.release ? { release: value.release } : {}),
  };
  const mitigation = mitigationOf(value, registers);
  const { run, at, actor } = admission;
  // The one place where a request is made: the seal says that everything above held.
  return frozen({
    kind: 'request',
    run,
    at,
    actor,
    ...asked,
    mitigation,
    digest: digestOf(mitigation === null ? asked : { ...asked, mitigation }),
  }) as unknown as SegmentationRequest;
}

function nameMistakes(ask: YamlDocument, value: Ask, registers: AskedRegisters, outside: boolean): Diagnostic[] {
  const mistakes = (['dataset', 'purpose', 'destination'] as const).flatMap((part) => {
    const known = registers[`${part}s`];
    return known.has(value[part]) ? [] : [unknown(ask, [part], value[part], [...known.keys()])];
  });
  return [...mistakes, ...pluginMistakes(ask, value, registers, outside)];
}

function pluginMistakes(ask: YamlDocument, value: Ask, registers: AskedRegisters, outside: boolean): Diagnostic[] {
  if (outside) {
    if (value.plugin === undefined) return [];
    const mistake = {
      code: 'UNKNOWN_KEY',
      found: "the key 'plugin'",
      expected: 'no plugin: the labels were made outside',
    };
    return [ask.diagnostic(['plugin'], mistake, 'key')];
  }
  if (value.plugin === undefined) {
    return [ask.diagnostic([], { code: 'MISSING_KEY', found: "no key 'plugin'", expected: "the key 'plugin'" })];
  }
  const plugin = registers.plugins.get(value.plugin);
  if (!plugin) return [unknown(ask, ['plugin'], value.plugin, [...registers.plugins.keys()])];
  if (value.options === undefined) return [];
  return [...checkSchema(ask, withDefaultsLeftOut(plugin.options), ['options'])];
}

/** An ask may leave out an option that has a default: completion fills it in before the strict check. */
function withDefaultsLeftOut<S extends TSchema & Readonly<Record<string, unknown>>>(schema: S): S {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, object>>;
  const required = ((schema['required'] ?? []) as readonly string[]).filter(
    (name) => !('default' in (properties[name] ?? {})),
  );
  return { ...schema, required };
}

function columnMistakes(ask: YamlDocument, value: Ask, registers: AskedRegisters): Diagnostic[] {
  const dataset = registers.datasets.get(value.dataset);
  if (!dataset) return [];
  const columns = columnsOf(dataset);
  const features = [...columns].filter(([, roles]) => roles.includes('feature')).map(([name]) => name);
  return value.columns.flatMap((name, at) => {
    const roles = columns.get(name);
    if (!roles && isUnclassified(dataset, name)) return [unclassified(ask, at, name, dataset)];
    if (!roles) return [unknown(ask, ['columns', at], name, features)];
    if (roles.includes('feature')) return [];
    const found = `the column '${name}', which is ${roles.join(' and ')}`;
    return [ask.diagnostic(['columns', at], { code: NOT_A_FEATURE, found, expected: `one of ${features.join(', ')}` })];
  });
}

function isUnclassified({ unclassified = [] }: Dataset, name: string): boolean {
  return unclassified.some((column) => column.name === name);
}

function unclassified(ask: YamlDocument, at: number, name: string, { name: dataset }: Dataset): Diagnostic {
  return ask.diagnostic(['columns', at], {
    code: UNCLASSIFIED_COLUMN,
    found: `the column '${name}', of which nobody has said what it holds`,
    expected: `a classified column; probity dataset classify ${dataset} says what its values look like`,
  });
}

function mitigationMistakes(ask: YamlDocument, value: Ask, registers: AskedRegisters): Diagnostic[] {
  const dataset = registers.datasets.get(value.dataset);
  if (!dataset || value.mitigation === undefined) return [];
  const held = dataset.traits.filter(({ status, column }) => status === 'held' && column !== undefined);
  const { trait } = value.mitigation;
  const names = held.map(({ name }) => name);
  const unheld = names.includes(trait) ? [] : [unknown(ask, ['mitigation', 'trait'], trait, names)];
  return [...ratioMistakes(ask, value.mitigation), ...unheld];
}

/** A reassignment is to a ratio, and nothing else is. */
function ratioMistakes(ask: YamlDocument, { kind, ratioMin }: NonNullable<Ask['mitigation']>): Diagnostic[] {
  if (kind === 'reassignment' && ratioMin === undefined) {
    const mistake = { code: 'MISSING_KEY', found: "no key 'ratioMin'", expected: "the key 'ratioMin'" };
    return [ask.diagnostic(['mitigation'], mistake)];
  }
  if (kind === 'reassignment' || ratioMin === undefined) return [];
  const mistake = { code: 'UNKNOWN_KEY', found: "the key 'ratioMin'", expected: `none: a ${kind} is to no ratio` };
  return [ask.diagnostic(['mitigation', 'ratioMin'], mistake, 'key')];
}

function mitigationOf({ mitigation, dataset }: Ask, { datasets }: AskedRegisters): Mitigation | null {
  if (mitigation === undefined) return null;
  const trait = datasets.get(dataset)?.traits.find(({ name }) => name === mitigation.trait);
  return { ...mitigation, column: trait?.column as string } as Mitigation;
}

/** The columns of a k-anonymous table are quasi-identifiers that somebody said how to recode. */
function tableMistakes(ask: YamlDocument, value: Ask, registers: AskedRegisters): Diagnostic[] {
  const dataset = registers.datasets.get(value.dataset);
  if (!dataset || !value.release) return [];
  const columns = columnsOf(dataset);
  const fit = [...columns.keys()].filter((name) => hierarchyOf(dataset, name) !== null);
  return value.release.kAnonymous.columns.flatMap((name, at) => {
    const path = ['release', 'kAnonymous', 'columns', at];
    const roles = columns.get(name);
    if (!roles) return [unknown(ask, path, name, fit)];
    if (fit.includes(name)) return [];
    const quasi = roles.includes('quasi-identifier');
    const found = `the column '${name}', which ${quasi ? 'has no hierarchy' : `is ${roles.join(' and ')}`}`;
    const expected = fit.length === 0 ? 'a dataset with hierarchies' : `one of ${fit.join(', ')}`;
    return [ask.diagnostic(path, { code: NOT_A_QUASI_IDENTIFIER, found, expected })];
  });
}

/** Every column of a dataset with its roles: those of its table and those that events give. */
function columnsOf(dataset: Dataset): ReadonlyMap<string, readonly string[]> {
  const measures = (dataset.events ?? []).flatMap(({ perSubject }) => perSubject);
  return new Map([...dataset.columns, ...measures].map(({ name, roles }) => [name, roles]));
}

function unknown(ask: YamlDocument, path: (string | number)[], name: string, known: readonly string[]): Diagnostic {
  const nearest = nearestWord(name, known);
  return ask.diagnostic(path, {
    code: UNKNOWN_NAME,
    found: `'${name}'`,
    expected: `one of ${known.join(', ')}`,
    nearest,
  });
}
