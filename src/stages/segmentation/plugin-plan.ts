import { type Static, Type } from 'typebox';
import { hasShape } from '../../documents/index.js';
import type { PluginColumn } from '../../plugin-contract/index.js';
import type { RegisteredPlugin } from '../../registers/plugins/index.js';
import { segmentationError } from './segmentation.errors.js';

const closed = { additionalProperties: false } as const;

const PlanSchema = Type.Object(
  {
    columns: Type.Array(Type.String(), { maxItems: 200, uniqueItems: true }),
    rows: Type.Integer({ minimum: 0 }),
    quantiles: Type.Array(
      Type.Object(
        {
          column: Type.String(),
          probabilities: Type.Array(Type.Number({ minimum: 0, maximum: 1 }), { minItems: 1, maxItems: 100 }),
        },
        closed,
      ),
      { maxItems: 50 },
    ),
  },
  closed,
);

export type CheckedPlan = Static<typeof PlanSchema>;

/** What a plugin without a plan of its own is given. */
export function defaultPlan({ manifest }: RegisteredPlugin, columns: readonly PluginColumn[]): CheckedPlan {
  return { columns: columns.map(({ name }) => name), rows: manifest.sampleSizeMax, quantiles: [] };
}

/** A plan that came out of the sandbox, held to the columns given and to the manifest. Throws PLUGIN_OUTPUT_INVALID. */
export function checkedPlan(
  value: unknown,
  { manifest }: RegisteredPlugin,
  columns: readonly PluginColumn[],
): CheckedPlan {
  if (!hasShape(PlanSchema, value)) throw invalid('a plan of another shape');
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  if (!value.columns.every((column) => types.has(column))) throw invalid('a plan for a column that was not given');
  const numeric = (column: string) => types.get(column) === 'number' || types.get(column) === 'date';
  if (!value.quantiles.every(({ column }) => numeric(column))) throw invalid('quantiles of a column that is no number');
  if (new Set(value.quantiles.map(({ column }) => column)).size !== value.quantiles.length) {
    throw invalid('quantiles of one column twice');
  }
  return { ...value, rows: Math.min(value.rows, manifest.sampleSizeMax) };
}

function invalid(found: string) {
  return segmentationError('PLUGIN_OUTPUT_INVALID', {
    found,
    expected: 'columns that were given, a number of rows, quantiles of numbers',
    next: 'Correct the plan of the plugin; probity plugin check runs it.',
  });
}
