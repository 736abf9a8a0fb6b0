import type { PluginColumn } from './columns.js';

/** What the engine may ask of a sandboxed plugin, as the one JSON frame of a call. */
export type HostCall =
  | { readonly call: 'describe' }
  | { readonly call: 'plan'; readonly options: unknown; readonly columns: readonly PluginColumn[] }
  | {
      readonly call: 'segment';
      readonly options: unknown;
      readonly columns: readonly PluginColumn[];
      readonly quantiles: Readonly<Record<string, readonly number[]>>;
      readonly seed: number;
      /** Rows of the Arrow frame that follows; 0 without one. */
      readonly rowCount: number;
      readonly arrow: boolean;
    };

/**
 * The one JSON frame that comes back. `threw` says nothing more unless the call asked for it with `explain`, which the
 * engine never does: the text of an error may hold a value of a person. `codes` announces a second frame: 32-bit
 * little-endian codes of labels.
 */
export type HostAnswer =
  | { readonly kind: 'answer'; readonly value: unknown; readonly codes: boolean }
  | { readonly kind: 'refused'; readonly code: string; readonly column?: string }
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'threw'; readonly explanation?: string };
