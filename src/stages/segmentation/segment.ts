import { frozen } from '../../documents/index.js';
import type { ColumnType, DataEngine, SampledRows, Thinning } from '../../engines/index.js';
import { runSandboxed } from '../../isolation/index.js';
import type { PluginColumn } from '../../plugin-contract/index.js';
import { assertUnchanged, completedOptions, type RegisteredPlugin } from '../../registers/plugins/index.js';
import type { Permit } from '../decision/index.js';
import type { Features } from '../preparation/index.js';
import { assertColumns, assertLevel, assertRows } from './assert-run.js';
import { assertOutsideNames } from './outside-names.js';
import { type CheckedPlan, checkedPlan, defaultPlan } from './plugin-plan.js';
import { checkedResult } from './plugin-result.js';
import type { PluginRun } from './plugin-run.js';
import { segmentationError } from './segmentation.errors.js';
import type { Segmentation, SegmentationParts } from './segmentation.js';

/**
 * Runs the plugin in its sandbox and has the engine assign everybody by what came back. The plugin's code never runs in
 * this process. With `thinning` the sample is drawn by group. Throws the errors of this folder, of the sandbox and of the plugin register.
 */
export async function segment(
  engine: DataEngine,
  permit: Permit,
  features: Features,
  run: PluginRun,
  thinning?: Thinning,
): Promise<Segmentation> {
  const { plugin, level } = run;
  const columns = columnsOf(features);
  assertRows(features);
  assertLevel(permit, run);
  assertColumns(plugin, columns);
  assertUnchanged(plugin);
  const options = completedOptions(plugin, permit.request.options);
  const plan = plugin.manifest.plans ? await planned(run, options, columns) : defaultPlan(plugin, columns);
  const sampled = await sampledFor(engine, permit, features, { plugin, plan, thinning });
  const call = {
    call: 'segment',
    options,
    columns,
    quantiles: await quantilesFor(engine, features, plan),
    seed: permit.request.seed,
    rowCount: sampled?.rows ?? 0,
    arrow: sampled !== null,
  };
  const answer = await answered(run, call, sampled?.arrow);
  const rowsSeen = sampled?.rows ?? 0;
  const result = checkedResult(answer.value, answer.codes, { plugin, options, columns, rows: rowsSeen });
  const seen = { isolation: level, rowsSeen, fromData: rowsSeen > 0 || plan.quantiles.length > 0 };
  if (result.kind === 'model') {
    const { model, usedColumns } = result;
    const rows = await engine.assign(features.rows, model);
    return sealed({ gives: 'model', model, facts: model.facts, rows, usedColumns, ...seen });
  }
  const rows = await engine.assignLabels(features.rows, sampled as SampledRows, result.labels);
  return sealed({ gives: 'labels', model: null, facts: result.facts, rows, usedColumns: plan.columns, ...seen });
}

/** Takes labels that somebody made elsewhere: they are judged like any other, and their inputs are not governed. */
export async function segmentOutside(
  engine: DataEngine,
  permit: Permit,
  features: Features,
  file: string,
): Promise<Segmentation> {
  const rows = await engine.assignOutside(features.rows, file);
  assertOutsideNames(rows, permit.limits.cellSizeMin);
  return sealed({
    gives: 'outside',
    model: null,
    facts: {},
    rows,
    usedColumns: features.granted,
    isolation: null,
    rowsSeen: 0,
    fromData: true,
  });
}

function columnsOf({ rows, granted }: Features): readonly PluginColumn[] {
  const given = rows.plan.features.filter(({ column }) => granted.includes(column));
  return given.map(({ column, type }) => ({ name: column, type: typeForPlugin(type) }));
}

function typeForPlugin(type: ColumnType): PluginColumn['type'] {
  switch (type) {
    case 'integer':
    case 'decimal':
      return 'number';
    case 'date':
    case 'timestamp':
      return 'date';
    case 'text':
    case 'boolean':
      return type;
  }
}

async function planned(run: PluginRun, options: object, columns: readonly PluginColumn[]): Promise<CheckedPlan> {
  const { value } = await answered(run, { call: 'plan', options, columns });
  return checkedPlan(value, run.plugin, columns);
}

async function sampledFor(
  engine: DataEngine,
  permit: Permit,
  features: Features,
  {
    plugin,
    plan,
    thinning,
  }: { readonly plugin: RegisteredPlugin; readonly plan: CheckedPlan; readonly thinning: Thinning | undefined },
): Promise<SampledRows | null> {
  const { rows: wanted, sampleSizeMax } = plugin.manifest;
  if (thinning && wanted !== 'sample') throw withoutSample(plugin);
  if (wanted === 'none') return null;
  if (wanted === 'all' && features.rows.rowsKept > sampleSizeMax) throw tooManyRows(features, sampleSizeMax);
  const limit = wanted === 'all' ? sampleSizeMax : plan.rows;
  const ask = { columns: plan.columns, rows: wanted, limit, seed: permit.request.seed };
  return engine.sample(features.rows, thinning ? { ...ask, thinning } : ask);
}

async function quantilesFor(engine: DataEngine, features: Features, { quantiles }: CheckedPlan) {
  const edges: Record<string, readonly number[]> = {};
  for (const { column, probabilities } of quantiles) {
    edges[column] = await engine.quantiles(features.rows, column, probabilities);
  }
  return edges;
}

async function answered(
  { plugin, level, limits }: PluginRun,
  call: Readonly<Record<string, unknown>> & { readonly columns: readonly PluginColumn[] },
  arrow?: Uint8Array,
) {
  const answer = await runSandboxed({ level, bundle: plugin.bundle, call, arrow, limits });
  if (answer.kind === 'answer') return answer;
  throw refused(plugin, answer, call.columns);
}

// Only a code and a column's name crossed; the sentence is the manifest's, fixed before data was read.
function refused(
  { name, manifest }: RegisteredPlugin,
  { code, column }: { readonly code: string; readonly column: string | null },
  columns: readonly PluginColumn[],
) {
  const known = columns.find((one) => one.name === column);
  const sentence = Object.hasOwn(manifest.refusals, code) ? manifest.refusals[code] : undefined;
  return segmentationError('PLUGIN_REFUSED', {
    found:
      sentence === undefined
        ? `'${name}' refused without a declared reason`
        : `${code}: ${sentence.replace(/\.$/, '')}`,
    ...(known ? { where: `column '${known.name}'` } : {}),
    next: 'Change the options or the columns of the request.',
  });
}

function withoutSample({ name, manifest }: RegisteredPlugin) {
  return segmentationError('PLUGIN_WITHOUT_SAMPLE', {
    found: `'${name}', which is given ${manifest.rows === 'none' ? 'no rows' : 'all rows'}`,
    expected: 'a plugin that is given a sample: only that can be drawn by group',
    next: 'Leave the mitigation out, or use a plugin such as k-means.',
  });
}

function tooManyRows({ rows }: Features, sampleSizeMax: number) {
  return segmentationError('PLUGIN_NEEDS_ALL_ROWS', {
    found: `${rows.rowsKept} rows`,
    expected: `at most ${sampleSizeMax}`,
    next: 'Use a plugin that gives a model: it needs a sample only.',
  });
}

// The one place where a segmentation is made: the seal says that everything above held.
function sealed(parts: SegmentationParts): Segmentation {
  return frozen(parts) as unknown as Segmentation;
}
