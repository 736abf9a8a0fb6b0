export type { ColumnValues, PluginColumn } from './columns.js';
export type { Labels } from './labels.js';
export type { BinModel, CentroidModel, ColumnCondition, ColumnScale, ColumnTest, Model, RuleModel } from './model.js';
export {
  CONTRACT_VERSION,
  type ColumnNeeds,
  definePlugin,
  type Plugin,
  type PluginDefinition,
  type PluginPlan,
  Refusal,
  type SegmentInput,
} from './plugin.js';
export { derivedSeed, seededRandom } from './random.js';
