import type { Condition, Facts } from '../conditions/index.js';
import type { Digest } from '../documents/index.js';
import type { Combinations, GeneralisedTable, Hierarchy } from '../generalisation/index.js';
import type { Model } from '../plugin-contract/index.js';
import type { BoundedAsk, BoundedFigures } from './bounded-figures.js';
import type {
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
import type { SampleDesign, WeighedGroups } from './sample-design.js';
import type { SetCounts, SetsAsk, SourceSurvey, SurveyAsk } from './source-survey.js';
import type { FairCentres, FairCentresAsk, ReassignedRows, ResidualAsk, ResidualRows, Thinning } from './treatments.js';

/**
 * The port to a data engine: DuckDB today, Trino later. Nothing outside `engines/` speaks SQL.
 * Rows stay in the engine; only samples for a plugin, counts, aggregates and released files come out.
 */
export interface DataEngine {
  /** Opens the sources of a dataset read-only and says what they are. Throws SOURCE_MISSING, CSV_ROW_RAGGED, COLUMN_MISSING, COLUMN_TYPE. */
  inspect(source: DatasetSource): Promise<SourceFacts>;
  /** The one governed pass: consent, row predicates, masks, subject keys. Traits are not in it. */
  prepare(plan: PreparationPlan): Promise<PreparedRows>;
  /** Feature columns of kept rows as an Arrow IPC stream, without any identifier; `all` when there are at most `limit` rows. */
  sample(prepared: PreparedRows, ask: SampleAsk): Promise<SampledRows>;
  /** Exact quantiles (type 7) over the kept rows of one feature. */
  quantiles(prepared: PreparedRows, column: string, probabilities: readonly number[]): Promise<readonly number[]>;
  /** Assigns every kept row by the model; a row with a NULL feature is `unassigned`. */
  assign(prepared: PreparedRows, model: Model): Promise<AssignedRows>;
  /** Takes labels for the rows of a sample of all rows, in its order. */
  assignLabels(prepared: PreparedRows, sampled: SampledRows, labels: LabelColumn): Promise<AssignedRows>;
  /** Joins labels made outside, by the raw subject key; keys that are not kept rows are counted, never shown. */
  assignOutside(prepared: PreparedRows, file: string): Promise<AssignedRows>;
  /** Codes the protected traits of kept rows into small integers, in a query of their own. */
  traits(prepared: PreparedRows, traits: readonly TraitPlan[]): Promise<TraitRows>;
  /** People of every group among all rows that were read, beside those that were kept. */
  countRead(prepared: PreparedRows, traits: readonly TraitPlan[]): Promise<readonly ReadCounts[]>;
  /** Counts of segment × groups for every table asked for, in one pass. */
  countSegments(
    assigned: AssignedRows,
    traits: TraitRows,
    tables: readonly (readonly string[])[],
  ): Promise<readonly GroupCounts[]>;
  /** People of a sample by segment and group, with their weights; whose trait is not known is in no group. */
  weighSegments(assigned: AssignedRows, traits: TraitRows, ask: SampleDesign): Promise<WeighedGroups>;
  /**
   * For each feature × trait: counts of distinct values per group (at most `distinctMax` values), for V and AUC. Where
   * very many rows were kept, over a sample that the key fixes; `rows` says how many.
   */
  countAssociation(prepared: PreparedRows, traits: TraitRows, ask: AssociationAsk): Promise<readonly ValueCounts[]>;
  /** Counts of segment × groups as the model gives them, and with one feature after the other dealt out anew. */
  countDealt(prepared: PreparedRows, traits: TraitRows, ask: DealtAsk): Promise<DealtCounts>;
  /** People by their values of several features at once, each a bin, and their groups, over a sample fixed by the key. */
  countCombinations(prepared: PreparedRows, traits: TraitRows, ask: CombinationAsk): Promise<CombinationCounts>;
  /**
   * Classes of equal quasi-identifiers with their segment counts. Distinct people are counted.
   * A quasi-identifier is named as a coded trait: bands and groups of its plan make its values.
   */
  countClasses(assigned: AssignedRows, traits: TraitRows, quasiIdentifiers: readonly string[]): Promise<ClassCounts>;
  /**
   * Squared distances of people to the centre of their segment, in the scale of the model, summed by group. Where very
   * many rows were kept, over a sample that the key fixes.
   */
  sumDistances(assigned: AssignedRows, traits: TraitRows, ask: DistanceAsk): Promise<readonly GroupSums[]>;
  /**
   * For a few hundred people that the key fixes: how many of the people nearest by the features, each divided by its
   * standard deviation, are in the same segment, summed by group.
   */
  countNeighbours(assigned: AssignedRows, traits: TraitRows, ask: NeighbourAsk): Promise<readonly GroupSums[]>;
  /**
   * Moves people of an assignment by centroids, those first who are nearly as near to another segment, until the share
   * of every group of the trait in every segment is within bounds around the share of all.
   */
  reassign(assigned: AssignedRows, traits: TraitRows, ask: ReassignmentAsk): Promise<ReassignedRows>;
  /** The same rows with the named numbers freed of a trait; what they were stays with the rows that they came from. */
  residualise(prepared: PreparedRows, traits: TraitRows, ask: ResidualAsk): Promise<ResidualRows>;
  /** Centres that serve the worst served group of a trait best (Fair-Lloyd), from those of a model; nobody is assigned. */
  fairCentres(prepared: PreparedRows, traits: TraitRows, ask: FairCentresAsk): Promise<FairCentres>;
  /** Takes the named segments out of the release: their rows become `suppressed`. */
  suppress(assigned: AssignedRows, segments: readonly string[]): Promise<AssignedRows>;
  /**
   * People who would be released by segment and distinct combination of quasi-identifiers, in codes of their hierarchies;
   * names of codes and values of people stay in the engine. Throws COMBINATIONS_TOO_MANY.
   */
  countQuasiIdentifiers(assigned: AssignedRows, plans: readonly QuasiIdentifierPlan[]): Promise<QuasiIdentifierRows>;
  /**
   * Writes `k-anonymous.parquet` and `k-anonymous.csv` into a folder, fsynced: a row for each person who is not left
   * out, the columns of the plans as the table reads them and `segment`, sorted by all of them. No pseudonym is in it.
   */
  writeGeneralised(rows: QuasiIdentifierRows, table: GeneralisedTable, folder: string): Promise<WrittenTable>;
  /** Count, mean, quartiles of each numeric feature and shares of each text value per segment; fixed decimals. */
  profile(assigned: AssignedRows, columns: readonly string[], cellSizeMin: number): Promise<readonly SegmentProfile[]>;
  /** Sums of clamped values and counts of text values by segment: true figures, for noise and for nothing else. */
  boundedFigures(assigned: AssignedRows, ask: BoundedAsk): Promise<BoundedFigures>;
  /** Writes `segments.parquet` and `segments.csv` (pseudonym, segment) of released rows into a folder, fsynced. */
  writeSegments(assigned: AssignedRows, ask: WriteAsk): Promise<WrittenSegments>;
  /**
   * How many people of a released `segments.parquet` are no longer kept rows: who withdrew or objected while a
   * release was held. A count only.
   */
  countGone(prepared: PreparedRows, file: string, pseudonymKey: WriteAsk['pseudonymKey']): Promise<number>;
  /** People of a released `segments.parquet` and of the rows that would be released now, by their segment in each. */
  compareReleases(assigned: AssignedRows, file: string, pseudonymKey: WriteAsk['pseudonymKey']): Promise<ReleaseMoves>;
  /**
   * Rows that are given by their facts, and come from no source: for each, the ids of the rules that would remove it.
   * The predicate is the one of `prepare`.
   */
  tryRows(rows: readonly Facts[], rules: PreparationPlan['rowRules']): Promise<readonly (readonly string[])[]>;
  /**
   * The row facts of one subject, by the raw subject key; for the one who asks about that subject, and for nobody else.
   */
  subjectFacts(ask: SubjectAsk): Promise<SubjectFacts>;
  /**
   * What the columns of a source hold: counts, and a bounded choice of their distinct values. Those are for detectors in
   * this process alone: they go into no log, error, answer or record. Throws SOURCE_MISSING, SOURCE_UNREADABLE.
   */
  survey(file: FileSource, ask: SurveyAsk): Promise<SourceSurvey>;
  /** Classes of rows that are equal in each set of columns, counts only; a missing value is a value of its own. */
  countSets(survey: SourceSurvey, ask: SetsAsk): Promise<readonly SetCounts[]>;
  /** Frees what a survey read. */
  endSurvey(survey: SourceSurvey): Promise<void>;
  /** Frees the tables of one run. */
  discard(prepared: PreparedRows): Promise<void>;
  close(): Promise<void>;
}

/** A dataset as the engine needs it; file paths are absolute. */
export interface DatasetSource {
  readonly dataset: string;
  readonly table: FileSource | null;
  readonly subjectKey: string | null;
  readonly columns: readonly TypedColumn[];
  readonly events: readonly EventSource[];
  readonly consent: ConsentTable | null;
  readonly jurisdictionColumn: string | null;
  readonly birthDateColumn: string | null;
  readonly ageColumn: string | null;
  readonly retentionAnchor: string | null;
}

export type ColumnType = 'integer' | 'decimal' | 'text' | 'boolean' | 'date' | 'timestamp';

export interface TypedColumn {
  readonly name: string;
  readonly type: ColumnType;
}

export interface FileSource {
  readonly path: string;
  readonly format: 'csv' | 'parquet' | 'duckdb';
  readonly table: string | null;
  readonly header: boolean;
  readonly columns: readonly string[];
  readonly nulls: readonly string[];
  readonly trim: boolean;
}

export interface EventSource {
  readonly file: FileSource;
  readonly subjectKey: string;
  readonly columns: readonly TypedColumn[];
  readonly where: RowTest | null;
  readonly measures: readonly MeasurePlan[];
}

/** A typed test over the columns of one row. */
export type RowTest =
  | { readonly kind: 'all' | 'any'; readonly of: readonly RowTest[] }
  | { readonly kind: 'not'; readonly of: RowTest }
  | { readonly kind: 'startsWith'; readonly column: string; readonly value: string }
  | { readonly kind: 'isNull'; readonly column: string; readonly value: boolean }
  | { readonly kind: 'in'; readonly column: string; readonly value: readonly (string | number)[] }
  | {
      readonly kind: 'eq' | 'lt' | 'lte' | 'gt' | 'gte';
      readonly column: string;
      readonly value: string | number | boolean;
    };

export interface MeasurePlan {
  readonly name: string;
  readonly measure: 'count' | 'countDistinct' | 'sum' | 'sumOfProducts' | 'max' | 'min' | 'daysSinceMax' | 'first';
  readonly columns: readonly string[];
  readonly where: RowTest | null;
  readonly scale: number;
  readonly asOf: number | null;
  readonly type: ColumnType;
}

export interface ConsentTable {
  readonly file: FileSource;
  readonly subjectKey: string;
  readonly purposeColumn: string;
  readonly stateColumn: string;
  readonly atColumn: string;
  /** The words of the state column by what they mean. */
  readonly states: Readonly<Record<ConsentEvent, readonly string[]>>;
  /** The purpose word of records that hold for every purpose. */
  readonly everyPurpose: string | null;
}

export type ConsentEvent =
  | 'granted'
  | 'refused'
  | 'withdrawn'
  | 'objected'
  | 'objectionLifted'
  | 'optedOut'
  | 'optedIn'
  | 'restricted'
  | 'restrictionLifted';

export interface SourceFacts {
  readonly rows: number;
  /** Over file names, sizes, times and headers: changes when a source does. */
  readonly fingerprint: Digest;
  /** Columns of the source that the register does not know. */
  readonly unknownColumns: readonly string[];
}

export interface PreparationPlan {
  readonly run: string;
  readonly source: DatasetSource;
  /** The moment of the request: ages, cut-offs and `daysSinceMax` count from it. */
  readonly at: number;
  /** The word of the consent table for this purpose. */
  readonly consentKey: string;
  readonly features: readonly FeaturePlan[];
  /** At most 60; each keeps a row only where its condition over row facts is certainly true. */
  readonly rowRules: readonly { readonly id: string; readonly keep: Condition }[];
}

export interface SubjectAsk {
  readonly source: DatasetSource;
  /** Ages and activity count from this moment. */
  readonly at: number;
  /** The word of the consent table for the purpose. */
  readonly consentKey: string;
  readonly key: string;
}

/** A person's data values: they go to the one who asked and into no log, error or record. */
export type SubjectFacts =
  | { readonly kind: 'present'; readonly fingerprint: Digest; readonly facts: Facts }
  | { readonly kind: 'absent'; readonly fingerprint: Digest };

export interface FeaturePlan {
  readonly column: string;
  readonly type: ColumnType;
  readonly mask:
    | { readonly kind: 'round'; readonly to: number }
    | { readonly kind: 'bucket'; readonly width: number }
    | { readonly kind: 'quantiles'; readonly bins: number }
    | null;
}

/** A handle; the rows are in the engine. */
export interface PreparedRows {
  readonly kind: 'prepared';
  readonly plan: PreparationPlan;
  readonly fingerprint: Digest;
  readonly rowsRead: number;
  readonly rowsKept: number;
  /** In the order of the rules; a row may be removed by several, `only` counts those that no other rule removes. */
  readonly removed: readonly { readonly id: string; readonly rows: number; readonly only: number }[];
  /** The consent projection that was used, by the digest of its canonical rows; null where no rule asks for consent, or nobody keeps it. */
  readonly consent: { readonly digest: Digest; readonly rebuilt: boolean; readonly subjects: number } | null;
}

export interface SampleAsk {
  readonly columns: readonly string[];
  readonly rows: 'sample' | 'all';
  readonly limit: number;
  readonly seed: number;
  /** People are drawn by their group and segment; absent, everybody alike. */
  readonly thinning?: Thinning;
}

export interface SampledRows {
  readonly kind: 'sampled';
  readonly rows: number;
  /** Arrow IPC stream; numeric features as Float64, text as Utf8, booleans as Bool, dates as epoch days in Float64. */
  readonly arrow: Uint8Array;
  readonly digest: Digest;
}

/** Labels by position: `segments[codes[i]]` is the segment of row i; -1 is unassigned. */
export interface LabelColumn {
  readonly segments: readonly string[];
  readonly codes: Int32Array;
}

export interface AssignedRows {
  readonly kind: 'assigned';
  readonly prepared: PreparedRows;
  /** In the order of the model; `unassigned` and `suppressed` are not among them. */
  readonly segments: readonly { readonly name: string; readonly rows: number; readonly suppressed: boolean }[];
  readonly unassigned: number;
  /** Outside labels whose key is nobody in the dataset. */
  readonly foreign: number;
  /** Outside labels of people whom a row rule leaves out; they are not released. */
  readonly leftOut: number;
}

export interface TraitPlan {
  readonly name: string;
  readonly column: string;
  readonly type: ColumnType;
  /** Half-open bands of a number, in order. */
  readonly bands: readonly { readonly name: string; readonly from: number }[] | null;
  /** Declared groups; null means that every value is a group of its own. */
  readonly groups: readonly { readonly name: string; readonly values: readonly string[] }[] | null;
}

export interface TraitRows {
  readonly kind: 'traits';
  readonly prepared: PreparedRows;
  /** Group names by trait, with the declared ones first, then `other` and `unknown` where rows have them. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

export interface ClassCounts {
  readonly quasiIdentifiers: readonly string[];
  /** Released segments first, then `suppressed` and `unassigned` where rows have them. */
  readonly segments: readonly string[];
  /** How many of the segments are released. */
  readonly released: number;
  /** Distinct people in each class × segment; classes sorted, without their values. */
  readonly classes: readonly (readonly number[])[];
  /** For each class the group of every quasi-identifier by its number; null where the value is missing. */
  readonly keys: readonly (readonly (number | null)[])[];
  /** People whose every quasi-identifier is the suppression token `*`; they are in no class. */
  readonly suppressed: number;
}

export interface SegmentProfile {
  readonly segment: string;
  readonly rows: number;
  /** How many of them variance and quartiles are of: all, or where very many rows were kept a sample fixed by the key. */
  readonly spreadRows: number;
  readonly features: readonly {
    readonly column: string;
    readonly mean: number | null;
    /** Of the rows of the segment, by their number (population variance). */
    readonly variance: number | null;
    readonly quartiles: readonly [number, number, number] | null;
    /** Text values with at least `cellSizeMin` people. */
    readonly shares: readonly { readonly value: string; readonly share: number }[];
  }[];
}

export interface WriteAsk {
  readonly folder: string;
  /** HMAC-SHA-256 key of 32 bytes; stays out of SQL text. */
  readonly pseudonymKey: { readonly id: string; readonly key: Uint8Array };
}

/** Null where people are in one of the two releases alone. */
export type ReleaseMoves = readonly {
  readonly before: string | null;
  readonly now: string | null;
  readonly people: number;
}[];

export interface WrittenSegments {
  readonly rows: number;
  /** Over canonical rows (pseudonym, segment) in the order of the pseudonym. */
  readonly digest: Digest;
  readonly newPseudonyms: number;
}

/** A column of a k-anonymous table and how its values become coarser. */
export interface QuasiIdentifierPlan {
  readonly column: string;
  readonly type: ColumnType;
  readonly hierarchy: Hierarchy;
}

/** A handle; the names of the codes are in the engine. */
export interface QuasiIdentifierRows {
  readonly kind: 'quasi-identifiers';
  readonly assigned: AssignedRows;
  readonly combinations: Combinations;
}

export interface WrittenTable {
  readonly rows: number;
  /** Over the CSV. */
  readonly digest: Digest;
}
