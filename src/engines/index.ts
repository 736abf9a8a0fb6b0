export { assignRow, type FeatureRow } from './assigner/assign-row.js';
export type { BoundedAsk, BoundedFigures } from './bounded-figures.js';
export type {
  AssignedRows,
  ClassCounts,
  ColumnType,
  ConsentEvent,
  ConsentTable,
  DataEngine,
  DatasetSource,
  EventSource,
  FeaturePlan,
  FileSource,
  LabelColumn,
  MeasurePlan,
  PreparationPlan,
  PreparedRows,
  QuasiIdentifierPlan,
  QuasiIdentifierRows,
  ReleaseMoves,
  RowTest,
  SampleAsk,
  SampledRows,
  SegmentProfile,
  SourceFacts,
  SubjectAsk,
  SubjectFacts,
  TraitPlan,
  TraitRows,
  TypedColumn,
  WriteAsk,
  WrittenSegments,
  WrittenTable,
} from './data-engine.js';
export { type DuckDbOptions, openDuckDb } from './duckdb/open-duckdb.js';
export type { Statement } from './duckdb/session.js';
export { ENGINES_ERRORS } from './engines.errors.js';
export type {
  AssociationAsk,
  CombinationAsk,
  CombinationCounts,
  DealtAsk,
  DealtCounts,
  DistanceAsk,
  GroupCounts,
  GroupSums,
  NeighbourAsk,
  ReadCounts,
  ReassignmentAsk,
  ValueCounts,
} from './fairness-counts.js';
export type { SampleDesign, WeighedGroups } from './sample-design.js';
export type {
  SetCounts,
  SetsAsk,
  SourceSurvey,
  SurveyAsk,
  SurveyedColumn,
  SurveyedStratum,
} from './source-survey.js';
export type { FairCentres, ReassignedRows, ResidualColumn, ResidualRows, Thinning } from './treatments.js';
