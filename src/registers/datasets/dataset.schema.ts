import { type Static, Type } from 'typebox';
import { DATASET_REGIMES, PROVENANCES } from '../../conditions/index.js';
import { DATE_UNITS } from '../../generalisation/index.js';

const closed = { additionalProperties: false } as const;
const Name = Type.String({
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  maxLength: 80,
  description: 'a name in kebab-case',
});
const Column = Type.String({ minLength: 1, maxLength: 200 });

/**
 * A file (CSV, also gzipped; Parquet) or a table of a DuckDB file. Paths are relative to the file that names them; a star
 * in the file's name stands for several files of one shape.
 */
export const SourceSchema = Type.Object(
  {
    path: Type.String({ minLength: 1 }),
    format: Type.Optional(Type.Enum(['csv', 'parquet', 'duckdb'])),
    table: Type.Optional(Type.String({ description: 'the table, for a DuckDB file' })),
    header: Type.Optional(Type.Boolean({ description: 'whether a CSV has a header line; true when absent' })),
    columns: Type.Optional(Type.Array(Column, { description: 'the column names of a CSV without header, in order' })),
    nulls: Type.Optional(Type.Array(Type.String(), { description: 'words of a CSV that mean NULL' })),
    trim: Type.Optional(Type.Boolean({ description: 'strip blanks around CSV values' })),
  },
  closed,
);

export const COLUMN_ROLES = ['identifier', 'feature', 'protected', 'quasi-identifier', 'timestamp'] as const;

export const ColumnSchema = Type.Object(
  {
    name: Column,
    categories: Type.Array(Type.String({ description: 'a Fideslang data category' }), { minItems: 1 }),
    /** A column may serve twice, an age as protected and as quasi-identifier. */
    roles: Type.Array(Type.Enum([...COLUMN_ROLES]), { minItems: 1, uniqueItems: true }),
    provenance: Type.Enum([...PROVENANCES]),
    type: Type.Enum(['integer', 'decimal', 'text', 'boolean', 'date', 'timestamp']),
    description: Type.Optional(Type.String()),
  },
  closed,
);

/** A test over the columns of one event row; the typed tree of `perSubject` measures. */
export type EventTest =
  | { readonly all: readonly EventTest[] }
  | { readonly any: readonly EventTest[] }
  | { readonly not: EventTest }
  | {
      readonly column: string;
      readonly eq?: string | number | boolean;
      readonly in?: readonly (string | number)[];
      readonly lt?: number;
      readonly lte?: number;
      readonly gt?: number;
      readonly gte?: number;
      readonly startsWith?: string;
      readonly isNull?: boolean;
    };

/** Checked by the reader, node by node, so that each mistake has its own place. */
const EventTestSchema = Type.Unsafe<EventTest>({ type: 'object', description: 'a test over event columns' });

export const PerSubjectSchema = Type.Object(
  {
    name: Column,
    measure: Type.Enum(['count', 'countDistinct', 'sum', 'sumOfProducts', 'max', 'min', 'daysSinceMax', 'first']),
    columns: Type.Array(Column, { minItems: 0, maxItems: 2 }),
    where: Type.Optional(EventTestSchema),
    /** Decimal places of a sum: sums are fixed-point, so that they are the same on every run. */
    scale: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
    /** `daysSinceMax` counts to this date; to the moment of the request when it is absent. */
    asOf: Type.Optional(Type.String({ format: 'instant' })),
    categories: Type.Array(Type.String(), { minItems: 1 }),
    roles: Type.Array(Type.Enum([...COLUMN_ROLES]), { minItems: 1, uniqueItems: true }),
    provenance: Type.Enum([...PROVENANCES]),
    type: Type.Enum(['integer', 'decimal', 'text', 'boolean', 'date', 'timestamp']),
  },
  closed,
);

/** Events that are turned into one row per subject. */
export const EventsSchema = Type.Object(
  {
    source: SourceSchema,
    subjectKey: Column,
    where: Type.Optional(EventTestSchema),
    /** Columns of the event source that tests and measures use, with their types. */
    columns: Type.Array(Type.Object({ name: Column, type: ColumnSchema.properties.type }, closed)),
    perSubject: Type.Array(PerSubjectSchema, { minItems: 1 }),
  },
  closed,
);

/** A protected trait and how its column becomes groups. */
export const TraitSchema = Type.Object(
  {
    name: Name,
    column: Type.Optional(Column),
    status: Type.Enum(['held', 'sample', 'estimated', 'not-held']),
    /** Bands of an integer column: a band from its number up to the next one, half-open. */
    bands: Type.Optional(
      Type.Array(Type.Object({ name: Type.String(), from: Type.Integer() }, closed), { minItems: 2 }),
    ),
    /** Declared groups: one without members is reported, never dropped. Values outside fall to `other`. */
    groups: Type.Optional(Type.Array(Type.Object({ name: Type.String(), values: Type.Array(Type.String()) }, closed))),
    error: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'share of wrong values, for estimated' })),
    /** How the sample was drawn: a column of inclusion weights, or one of strata; absent, everybody was as likely. */
    sample: Type.Optional(
      Type.Union([Type.Object({ weight: Column }, closed), Type.Object({ stratum: Column }, closed)]),
    ),
    /** What estimated the values, so that another can take its place. */
    estimator: Type.Optional(
      Type.Object({ name: Type.String(), version: Type.String(), reference: Type.String() }, closed),
    ),
    /** For each true group the shares that are taken for each group, and the people in whom that was found. */
    confusion: Type.Optional(
      Type.Array(
        Type.Object(
          {
            group: Type.String(),
            taken: Type.Record(Type.String(), Type.Number({ minimum: 0, maximum: 1 })),
            people: Type.Optional(Type.Integer({ minimum: 1 })),
          },
          closed,
        ),
        { minItems: 1 },
      ),
    ),
  },
  closed,
);

/** A fair ground for a difference, and how its column becomes strata: groups are compared inside each. */
export const StratumSchema = Type.Object(
  {
    name: Name,
    column: Column,
    bands: TraitSchema.properties.bands,
    groups: TraitSchema.properties.groups,
  },
  closed,
);

/** People as they are outside of the dataset, by the groups of one trait: a census, a count of the customer base. */
export const ReferencePopulationSchema = Type.Object(
  {
    trait: Name,
    title: Type.String({ minLength: 1, maxLength: 200 }),
    /** Where the figures come from, so that a reader can look them up. */
    origin: Type.String({ minLength: 1, maxLength: 300 }),
    /** People or shares of every group; they are divided by their sum. */
    parts: Type.Optional(Type.Record(Type.String(), Type.Number({ minimum: 0 }))),
    /** The same in a CSV file with a first line `group,people`; relative to the file that names it. */
    file: Type.Optional(Type.String({ minLength: 1 })),
  },
  closed,
);

/** How a quasi-identifier becomes coarser, level by level, in a k-anonymous table: one of file, values, bands, dates, masked. */
export const HierarchySchema = Type.Object(
  {
    column: Column,
    /** A file as ARX writes it; relative to the file that names it. */
    file: Type.Optional(Type.String({ minLength: 1 })),
    /** One row for each value: itself, then its name at every coarser level. */
    values: Type.Optional(Type.Array(Type.Array(Type.String(), { minItems: 1 }), { minItems: 1, maxItems: 1000 })),
    /** Levels of half-open bands, the finest first; a border of a level is a border of every finer one. */
    bands: Type.Optional(
      Type.Array(Type.Array(Type.Object({ name: Type.String({ minLength: 1 }), from: Type.Number() }, closed)), {
        minItems: 1,
      }),
    ),
    dates: Type.Optional(Type.Array(Type.Enum([...DATE_UNITS]), { minItems: 1 })),
    /** How many characters from the right give way to `*`, level by level. */
    masked: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 })),
  },
  closed,
);

export const ConsentSourceSchema = Type.Object(
  {
    source: SourceSchema,
    subjectKey: Column,
    purposeColumn: Column,
    stateColumn: Column,
    atColumn: Column,
    /** The words of the state column, by what they mean. */
    states: Type.Object(
      {
        granted: Type.Array(Type.String()),
        refused: Type.Array(Type.String()),
        withdrawn: Type.Array(Type.String()),
        objected: Type.Array(Type.String()),
        objectionLifted: Type.Array(Type.String()),
        optedOut: Type.Array(Type.String()),
        optedIn: Type.Array(Type.String()),
        restricted: Type.Array(Type.String()),
        restrictionLifted: Type.Array(Type.String()),
      },
      closed,
    ),
    /** The purpose word of records that hold for every purpose: restriction, opt-out signals. */
    everyPurpose: Type.Optional(Type.String()),
  },
  closed,
);

/** A column of an overlay: what is left out comes from the Fides manifest. */
export const OverlayColumnSchema = Type.Object(
  {
    ...ColumnSchema.properties,
    categories: Type.Optional(ColumnSchema.properties.categories),
    type: Type.Optional(ColumnSchema.properties.type),
  },
  closed,
);

const UnclassifiedColumnSchema = Type.Object(
  {
    name: Column,
    categories: Type.Optional(Type.Array(Type.String(), { description: 'data categories that it may have' })),
    remark: Type.Optional(Type.String({ description: 'why nobody has classified it' })),
  },
  closed,
);

/** `config/datasets/<name>.yaml` */
export const DatasetSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('Dataset'),
    name: Name,
    title: Type.String({ minLength: 1 }),
    owner: Type.String(),
    team: Name,
    regime: Type.Enum([...DATASET_REGIMES]),
    subjects: Type.Array(Type.String({ description: 'a Fideslang data subject' }), { minItems: 1 }),
    /** One row per subject; absent when all features come from events. */
    source: Type.Optional(SourceSchema),
    /** The raw identifier column; never leaves the engine. A row number serves where there is none. */
    subjectKey: Type.Optional(Column),
    columns: Type.Array(ColumnSchema),
    events: Type.Optional(Type.Array(EventsSchema)),
    traits: Type.Array(TraitSchema),
    /** Crossings of traits that fairness must look at besides each trait alone. */
    crossings: Type.Optional(Type.Array(Type.Array(Name, { minItems: 2, maxItems: 4 }))),
    /** Every crossing of two up to so many traits is looked at as well. */
    crossingDepth: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
    /** Grounds that may explain a difference, declared before anybody is segmented. */
    strata: Type.Optional(Type.Array(StratumSchema, { maxItems: 10 })),
    /** What the people of a run are laid beside; a trait without a reference is laid beside all rows that were read. */
    representation: Type.Optional(
      Type.Object(
        {
          /** The least ratio of shares that is no under-representation; without it no verdict is given. */
          ratioMin: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
          references: Type.Optional(Type.Array(ReferencePopulationSchema, { maxItems: 20 })),
        },
        closed,
      ),
    ),
    hierarchies: Type.Optional(Type.Array(HierarchySchema)),
    jurisdictionColumn: Type.Optional(Column),
    birthDateColumn: Type.Optional(Column),
    /** An age in years, where no birth date is held. */
    ageColumn: Type.Optional(Column),
    retentionAnchor: Type.Optional(Column),
    consent: Type.Optional(ConsentSourceSchema),
    unclassified: Type.Optional(
      Type.Array(UnclassifiedColumnSchema, {
        maxItems: 2000,
        description: 'columns that are known and that nobody may use until a person has said what they hold',
      }),
    ),
  },
  closed,
);

const { unclassified: _notOfOverlays, ...overlaid } = DatasetSchema.properties;

/** The same as an overlay: completes one collection of a Fides manifest, which stays as it is. */
export const OverlaySchema = Type.Object(
  {
    ...overlaid,
    columns: Type.Array(OverlayColumnSchema),
    fides: Type.Object({ manifest: Type.String(), dataset: Type.String(), collection: Type.String() }, closed),
  },
  closed,
);

export type Source = Static<typeof SourceSchema>;
export type Column = Static<typeof ColumnSchema>;
export type PerSubject = Static<typeof PerSubjectSchema>;
export type Events = Static<typeof EventsSchema>;
export type Trait = Static<typeof TraitSchema>;
export type ReferencePopulation = Static<typeof ReferencePopulationSchema>;
export type Stratum = Static<typeof StratumSchema>;
export type AuthoredHierarchy = Static<typeof HierarchySchema>;
export type ConsentSource = Static<typeof ConsentSourceSchema>;
export type Overlay = Static<typeof OverlaySchema>;

/** A column that is known and that nobody may use: a dataset says so, or a Fides manifest has it and no overlay a role. */
export interface UnclassifiedColumn {
  readonly name: string;
  readonly categories: readonly string[];
  /** What the manifest marks it as, if anything. */
  readonly marked: 'identity' | 'primary-key' | null;
}

/** A dataset as its file says it. */
export type DeclaredDataset = Static<typeof DatasetSchema>;

/** A dataset as the register holds it, complete. */
export type Dataset = Omit<DeclaredDataset, 'unclassified'> & {
  readonly unclassified?: readonly UnclassifiedColumn[];
  /** Fides' `data_purposes` of the manifest, the collection and its fields. */
  readonly dataPurposes?: readonly string[];
};
