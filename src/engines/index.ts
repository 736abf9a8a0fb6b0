export { assignRow, type FeatureRow } from './assigner/assign-row.js';
export type {
  AssignedRows,
  AssociationAsk,
  ClassCounts,
  ColumnType,
  ConsentEvent,
  ConsentTable,
  DataEngine,
  DatasetSource,
  EventSource,
  FeaturePlan,
  FileSource,
  GroupCounts,
  LabelColumn,
  MeasurePlan,
  PreparationPlan,
  PreparedRows,
  RowTest,
  SampleAsk,
  SampledRows,
  SegmentProfile,
  SourceFacts,
  TraitPlan,
  TraitRows,
  TypedColumn,
  ValueCounts,
  WriteAsk,
  WrittenSegments,
} from './data-engine.js';
export { type DuckDbOptions, openDuckDb } from './duckdb/open-duckdb.js';
export type { Statement } from './duckdb/session.js';
export { ENGINES_ERRORS } from './engines.errors.js';
