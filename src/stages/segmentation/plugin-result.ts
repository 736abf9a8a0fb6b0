import { frozen, hasShape } from '../../documents/index.js';
import type { LabelColumn } from '../../engines/index.js';
import type { Model, PluginColumn } from '../../plugin-contract/index.js';
import type { RegisteredPlugin } from '../../registers/plugins/index.js';
import { LabelsHeadSchema, MODEL_SCHEMAS } from './model.schema.js';
import { columnsOfModel, modelMistake, namesOfModel } from './model-mistakes.js';
import { segmentationError } from './segmentation.errors.js';

/** A result that may be used. */
export type PluginResult =
  | { readonly kind: 'model'; readonly model: Model; readonly usedColumns: readonly string[] }
  | { readonly kind: 'labels'; readonly labels: LabelColumn; readonly facts: Model['facts'] };

/** What is known before data is read, against which a result is checked. */
export interface Expected {
  readonly plugin: RegisteredPlugin;
  readonly options: Readonly<Record<string, unknown>>;
  readonly columns: readonly PluginColumn[];
  /** Rows that were sent. */
  readonly rows: number;
}

/**
 * Checks what came out of the sandbox as strictly as an ask from a stranger. Names of segments and values of facts must
 * be words that were known before data was read, so that they cannot carry rows out. Throws PLUGIN_OUTPUT_INVALID.
 */
export function checkedResult(value: unknown, codes: Uint8Array | null, expected: Expected): PluginResult {
  try {
    return expected.plugin.manifest.gives === 'labels'
      ? checkedLabels(value, codes, expected)
      : checkedModel(value, codes, expected);
  } catch (error) {
    // A result nested deep enough to exhaust the stack of the checks is just another wrong one.
    if (error instanceof RangeError) throw invalid('a result nested too deep');
    throw error;
  }
}

function checkedModel(value: unknown, codes: Uint8Array | null, expected: Expected): PluginResult {
  if (codes !== null) throw invalid('labels from a plugin that declares a model');
  const form = (value as { readonly form?: unknown } | null)?.form;
  const schema = form === 'centroids' || form === 'rules' || form === 'bins' ? MODEL_SCHEMAS[form] : null;
  if (schema === null || !hasShape(schema, value)) throw invalid('a model of another shape');
  const model = value as unknown as Model;
  const mistake = modelMistake(model, expected.columns);
  if (mistake !== null) throw invalid(mistake);
  checkWords(namesOfModel(model), model.facts, expected);
  return { kind: 'model', model: frozen(model), usedColumns: columnsOfModel(model) };
}

function checkedLabels(value: unknown, codes: Uint8Array | null, expected: Expected): PluginResult {
  if (codes === null || !hasShape(LabelsHeadSchema, value)) throw invalid('labels of another shape');
  const { segments, facts } = value as { readonly segments: readonly string[]; readonly facts: Model['facts'] };
  if (codes.length !== expected.rows * 4) throw invalid('another number of labels than of rows');
  const view = new DataView(codes.buffer, codes.byteOffset, codes.byteLength);
  const list = Int32Array.from({ length: expected.rows }, (_, row) => view.getInt32(row * 4, true));
  if (!list.every((code) => code >= -1 && code < segments.length)) throw invalid('a label that names no segment');
  if (new Set(segments).size !== segments.length) throw invalid('two segments of one name');
  checkWords(segments, facts, expected);
  return { kind: 'labels', labels: { segments, codes: list }, facts };
}

function checkWords(names: readonly string[], facts: Model['facts'], { plugin, options }: Expected): void {
  const known = new Set([...plugin.manifest.words, ...wordsOf(options)]);
  const isKnown = (word: string) => known.has(word) || /^segment [1-9][0-9]{0,2}$/.test(word);
  if (!names.every(isKnown)) throw invalid('a name of a segment that was not known before data was read');
  for (const [name, value] of Object.entries(facts)) {
    if (!Object.hasOwn(plugin.manifest.facts, name)) throw invalid('a fact that the manifest does not declare');
    if (typeof value === 'string' && !isKnown(value))
      throw invalid('a fact in words that were not known before data was read');
  }
}

function wordsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(wordsOf) : [];
}

function invalid(found: string) {
  return segmentationError('PLUGIN_OUTPUT_INVALID', {
    found,
    expected: 'what the manifest declares, over the columns and rows that were given',
    next: 'Nothing of it was used. Run the conformance suite of the plugin: probity plugin check.',
  });
}
