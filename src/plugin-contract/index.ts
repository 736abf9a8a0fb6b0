export type { BinModel, CentroidModel, ColumnCondition, ColumnScale, ColumnTest, Model, RuleModel } from './model.js';
