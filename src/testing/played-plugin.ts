import { DEFAULT_LIMITS, runSandboxed, type SandboxLevel } from '../isolation/index.js';
import { completedOptions, type RegisteredPlugin } from '../registers/plugins/index.js';
import { checkedPlan, checkedResult, defaultPlan } from '../stages/segmentation/index.js';
import { arrowOf, exactQuantiles, type MadeUpRows, rowCountOf } from './made-up-rows.js';
import type { PluginCase } from './plugin-case.schema.js';

/** How a plugin answered made-up rows. */
export type Played =
  | { readonly kind: 'result'; readonly result: Readonly<Record<string, unknown>>; readonly printedBytes: number }
  | { readonly kind: 'refused'; readonly code: string; readonly column: string | null };

/**
 * Asks a built plugin for the segments of made-up rows, as the engine does: in the sandbox, over frames, its result
 * checked. Throws what the engine would; the text of an error inside the plugin is shown, for no row is a person's.
 */
export async function play(plugin: RegisteredPlugin, level: SandboxLevel, one: PluginCase): Promise<Played> {
  const { columns, rows, seed = 0 } = one;
  const options = completedOptions(plugin, one.options ?? {});
  const ask = (call: object, arrow?: Uint8Array) =>
    runSandboxed({ level, bundle: plugin.bundle, call: { ...call, explain: true }, arrow, limits: DEFAULT_LIMITS });
  const planned = plugin.manifest.plans ? await ask({ call: 'plan', options, columns }) : null;
  if (planned?.kind === 'refused') return planned;
  const plan = planned ? checkedPlan(planned.value, plugin, columns) : defaultPlan(plugin, columns);
  const sent = sentRows(plugin, rows, plan);
  const answer = await ask(
    {
      call: 'segment',
      options,
      columns,
      quantiles: quantilesOf(rows, plan),
      seed,
      rowCount: sent.count,
      arrow: sent.arrow !== undefined,
    },
    sent.arrow &&
      arrowOf(
        sent.arrow,
        columns.filter(({ name }) => plan.columns.includes(name)),
      ),
  );
  if (answer.kind === 'refused') return answer;
  const expected = { plugin, options, columns, rows: sent.count };
  const checked = checkedResult(answer.value, answer.codes, expected);
  const result =
    checked.kind === 'model'
      ? { ...checked.model }
      : { ...checked.labels, codes: [...checked.labels.codes], facts: checked.facts };
  return { kind: 'result', result, printedBytes: answer.printedBytes };
}

function sentRows({ manifest }: RegisteredPlugin, rows: MadeUpRows, plan: { readonly rows: number }) {
  if (manifest.rows === 'none') return { count: 0, arrow: undefined };
  const count = manifest.rows === 'all' ? rowCountOf(rows) : Math.min(rowCountOf(rows), plan.rows);
  const arrow = Object.fromEntries(Object.entries(rows).map(([name, values]) => [name, values.slice(0, count)]));
  return { count, arrow };
}

function quantilesOf(
  rows: MadeUpRows,
  {
    quantiles,
  }: { readonly quantiles: readonly { readonly column: string; readonly probabilities: readonly number[] }[] },
) {
  return Object.fromEntries(
    quantiles.map(({ column, probabilities }) => [column, exactQuantiles(rows[column] ?? [], probabilities)]),
  );
}
