import type { Static, TSchema } from 'typebox';
import type { ColumnValues, PluginColumn } from './columns.js';
import type { Labels } from './labels.js';
import type { Model } from './model.js';

/** The version of this contract; a manifest names the one it was built with. */
export const CONTRACT_VERSION = 1;

/** What the plugin needs to be given: how many columns, and whether all of them must be numbers. */
export interface ColumnNeeds {
  readonly min: number;
  readonly max: number;
  readonly numeric: boolean;
}

/** What one run of the plugin needs, said from its options alone, before any data is read. */
export interface PluginPlan {
  /** The columns whose rows are needed; the others are not sent. */
  readonly columns: readonly string[];
  /** How many rows; at most `sampleSizeMax`. Ignored by a plugin that takes no rows or all. */
  readonly rows: number;
  /** Exact quantiles (type 7) that the engine computes over all kept rows. */
  readonly quantiles: readonly { readonly column: string; readonly probabilities: readonly number[] }[];
}

/** Everything that `segment` may know. There is no clock, no file and no network beside it. */
export interface SegmentInput<Options> {
  readonly options: Options;
  /** The columns granted, in the order of the request. */
  readonly columns: readonly PluginColumn[];
  /** The planned columns in the order of the plan; empty for a plugin that takes no rows. */
  readonly rows: readonly ColumnValues[];
  readonly rowCount: number;
  /** The quantiles that the plan asked for, in its order of probabilities. Throws for a column that was not planned. */
  quantiles(column: string): readonly number[];
  /** The seed of the run, 32 bits; for libraries that want one. */
  readonly seed: number;
  /** Numbers in [0, 1) from the seed. */
  random(): number;
}

/** The definition of a plugin: one plain object with one verb. */
export interface PluginDefinition<S extends TSchema> {
  /** Kebab-case; equals the name of the plugin's folder. */
  readonly name: string;
  /** Semantic version. */
  readonly version: string;
  readonly title: string;
  readonly gives: 'model' | 'labels';
  readonly rows: 'none' | 'sample' | 'all';
  /** The most rows that the plugin can take: at most this many are sampled, and a plugin of all rows refuses more. */
  readonly sampleSizeMax: number;
  readonly needs: ColumnNeeds;
  /** JSON Schema of the options: closed, every option with a default or required. */
  readonly options: S;
  /** What the plugin may refuse, by code, in sentences that are fixed before data is read: only the code crosses. */
  readonly refusals: Readonly<Record<string, string>>;
  /** The facts it records, each with a sentence. */
  readonly facts: Readonly<Record<string, string>>;
  /** Words it may return besides those of its options and `segment 1`, `segment 2`, …: names and values of facts. */
  readonly words: readonly string[];
  /** Without it, all columns and `sampleSizeMax` rows are given, and no quantiles. */
  plan?(options: Static<S>, columns: readonly PluginColumn[]): PluginPlan;
  segment(input: SegmentInput<Static<S>>): Model | Labels;
}

/** A plugin that the host can serve. */
export type Plugin = Readonly<PluginDefinition<TSchema>>;

/**
 * Makes the one frozen object that a plugin is.
 *
 * @example
 * export default definePlugin({ name: 'halves', …, segment: ({ quantiles }) => ({ … }) });
 */
export function definePlugin<S extends TSchema>(definition: PluginDefinition<S>): Plugin {
  // The options of a call were checked against the schema before they get here, so the narrower verb is safe.
  return Object.freeze({ ...definition }) as unknown as Plugin;
}

/** Thrown by a plugin that cannot do its work on these rows: only the code and the name of a column leave the sandbox. */
export class Refusal extends Error {
  /** `column` is one of the columns that were granted; the engine passes over any other word. */
  constructor(
    readonly code: string,
    readonly column?: string,
  ) {
    super(code);
    this.name = 'Refusal';
  }
}
