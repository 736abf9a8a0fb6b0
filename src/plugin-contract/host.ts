import type { HostAnswer, HostCall } from './host-calls.js';
import { readFrame, writeFrame } from './host-frames.js';
import { reseed } from './host-guard.js';
import { columnsOf } from './host-rows.js';
import type { Labels } from './labels.js';
import type { Model } from './model.js';
import { CONTRACT_VERSION, type Plugin, Refusal } from './plugin.js';
import { seededRandom } from './random.js';

const CALLS = 3;
const ANSWERS = 4;

/** Serves one call of the engine inside the sandbox and ends the process. */
export function serve(plugin: Plugin): never {
  const call = JSON.parse(new TextDecoder().decode(readFrame(CALLS))) as HostCall & { readonly explain?: boolean };
  for (const frame of framesOf(plugin, call)) writeFrame(ANSWERS, frame);
  process.exit(0);
}

function framesOf(plugin: Plugin, call: HostCall & { readonly explain?: boolean }): readonly Uint8Array[] {
  try {
    return answer(plugin, call);
  } catch (error) {
    return [json(failure(error, call.explain === true))];
  }
}

function answer(plugin: Plugin, call: HostCall): readonly Uint8Array[] {
  switch (call.call) {
    case 'describe':
      return [json({ kind: 'answer', value: description(plugin), codes: false })];
    case 'plan':
      return [json({ kind: 'answer', value: plugin.plan?.(call.options, call.columns) ?? null, codes: false })];
    case 'segment':
      return resultFrames(segmented(plugin, call));
  }
}

function segmented(plugin: Plugin, call: Extract<HostCall, { call: 'segment' }>): Model | Labels {
  const { options, columns, quantiles, seed, rowCount } = call;
  reseed(seed);
  return plugin.segment({
    options,
    columns,
    rows: call.arrow ? columnsOf(readFrame(CALLS)) : [],
    rowCount,
    quantiles: (column) => planned(quantiles, column),
    seed,
    random: seededRandom(seed),
  });
}

function planned(quantiles: Readonly<Record<string, readonly number[]>>, column: string): readonly number[] {
  const found = Object.hasOwn(quantiles, column) ? quantiles[column] : undefined;
  if (!found) throw new Error('the plan asked for no quantiles of this column');
  return found;
}

/** The definition without its functions: what the manifest is made of. */
function description({ plan, segment: _verb, ...stated }: Plugin) {
  return { ...stated, contract: CONTRACT_VERSION, plans: plan !== undefined };
}

function resultFrames(result: Model | Labels): readonly Uint8Array[] {
  if (result?.form !== 'labels') return [json({ kind: 'answer', value: result, codes: false })];
  const { codes, ...rest } = result;
  const head = json({ kind: 'answer', value: rest, codes: true });
  return [head, new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength)];
}

function failure(error: unknown, explain: boolean): HostAnswer {
  if (error instanceof Refusal) {
    const { code, column } = error;
    return column === undefined ? { kind: 'refused', code } : { kind: 'refused', code, column };
  }
  if (error instanceof RangeError && /allocation failed|out of memory/i.test(error.message))
    return { kind: 'exhausted' };
  if (!explain) return { kind: 'threw' };
  return { kind: 'threw', explanation: String(error instanceof Error ? error.stack : error) };
}

// NaN and infinities become null on the way, which no number of a model may be: the engine refuses them.
function json(value: HostAnswer): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
