import { dirname, resolve } from 'node:path';
import { frozen, instantOf } from '../../documents/index.js';
import type { ConsentTable, DatasetSource, EventSource, FileSource, MeasurePlan } from '../../engines/index.js';
import type { ConsentSource, Dataset, Events, PerSubject, Source } from './dataset.schema.js';
import { rowTest } from './event-tests.js';

const ENDINGS = { csv: /\.csv(\.gz)?$/i, parquet: /\.parquet$/i, duckdb: /\.(duckdb|db)$/i } as const;

/** The format of a source: as declared, or as its path ends; null when neither says. */
export function formatOf({ path, format }: Source): FileSource['format'] | null {
  const formats = ['csv', 'parquet', 'duckdb'] as const;
  return format ?? formats.find((one) => ENDINGS[one].test(path)) ?? null;
}

/** A checked dataset as the data engine takes it; paths are resolved against the file that declares it. */
export function datasetSource(dataset: Dataset, file: string): DatasetSource {
  const folder = dirname(file);
  return frozen({
    dataset: dataset.name,
    table: dataset.source ? fileSource(dataset.source, folder) : null,
    subjectKey: dataset.subjectKey ?? null,
    columns: dataset.columns.map(({ name, type }) => ({ name, type })),
    events: (dataset.events ?? []).map((events) => eventSource(events, folder)),
    consent: dataset.consent ? consentTable(dataset.consent, folder) : null,
    jurisdictionColumn: dataset.jurisdictionColumn ?? null,
    birthDateColumn: dataset.birthDateColumn ?? null,
    ageColumn: dataset.ageColumn ?? null,
    retentionAnchor: dataset.retentionAnchor ?? null,
  });
}

/** A source as the data engine takes it; its path is resolved against a folder. */
export function fileSource(source: Source, folder: string): FileSource {
  return {
    path: resolve(folder, source.path),
    // A source without a format was refused when the register was read.
    format: formatOf(source) ?? 'csv',
    table: source.table ?? null,
    header: source.header ?? true,
    columns: source.columns ?? [],
    nulls: source.nulls ?? [],
    trim: source.trim ?? false,
  };
}

function eventSource(events: Events, folder: string): EventSource {
  return {
    file: fileSource(events.source, folder),
    subjectKey: events.subjectKey,
    columns: events.columns,
    where: events.where ? rowTest(events.where) : null,
    measures: events.perSubject.map(measurePlan),
  };
}

function measurePlan(measure: PerSubject): MeasurePlan {
  return {
    name: measure.name,
    measure: measure.measure,
    columns: measure.columns,
    where: measure.where ? rowTest(measure.where) : null,
    scale: measure.scale ?? 0,
    asOf: measure.asOf === undefined ? null : instantOf(measure.asOf),
    type: measure.type,
  };
}

function consentTable(consent: ConsentSource, folder: string): ConsentTable {
  const { source, everyPurpose, ...rest } = consent;
  return { ...rest, file: fileSource(source, folder), everyPurpose: everyPurpose ?? null };
}

/** The facts of the row that a dataset can say; the others are unknown for every row of it. */
export function rowFacts(dataset: Dataset): readonly string[] {
  const { jurisdictionColumn, birthDateColumn, ageColumn, retentionAnchor, consent } = dataset;
  return [
    ...(jurisdictionColumn === undefined ? [] : ['row.jurisdiction']),
    ...(birthDateColumn === undefined && ageColumn === undefined ? [] : ['row.age']),
    ...(retentionAnchor === undefined ? [] : ['row.lastActivity']),
    ...(consent ? ['row.consent', 'row.consentAt', 'row.objected', 'row.optedOut', 'row.restricted'] : []),
  ];
}
