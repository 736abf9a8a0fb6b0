import { type Digest, digestOf } from '../../documents/index.js';
import type { DatasetSource, EventSource, SourceFacts, TypedColumn } from '../data-engine.js';
import { enginesError } from '../engines.errors.js';
import { quoted } from '../sql/bindings.js';
import type { Session } from './session.js';
import { type OpenedSource, openSource } from './source.js';

/** How subjects are told apart: an integer key is its own subject number, a text key has one in the work file. */
export type KeyKind = 'integer' | 'text' | 'row';

/** A dataset whose sources are open. */
export interface OpenedDataset {
  readonly source: DatasetSource;
  readonly table: OpenedSource | null;
  readonly events: readonly OpenedSource[];
  readonly consent: OpenedSource | null;
  readonly keyKind: KeyKind;
  readonly fingerprint: Digest;
}

/** Whether every scan of the dataset gives its rows in the same order: joins, of measures or of numbers, do not. */
export function isOrdered({ source, table, keyKind }: OpenedDataset): boolean {
  return table !== null && source.events.length === 0 && keyKind !== 'text';
}

/** Opens all sources of a dataset and checks that its subject key tells subjects apart. */
export async function openDataset(session: Session, source: DatasetSource): Promise<OpenedDataset> {
  const table = source.table ? await openSource(session, source.table, tableColumns(source)) : null;
  const events: OpenedSource[] = [];
  for (const event of source.events) events.push(await openSource(session, event.file, eventColumns(event)));
  const consent = source.consent ? await openSource(session, source.consent.file, consentColumns(source)) : null;
  const fingerprint = digestOf([table, ...events, consent].map((one) => one?.fingerprint ?? null));
  const keyKind = keyKindOf(source);
  if (table && source.subjectKey) {
    await session.once(`key ${source.dataset} ${source.subjectKey}`, table.fingerprint, () =>
      assertKey(session, source, table),
    );
  }
  return { source, table, events, consent, keyKind, fingerprint };
}

export async function inspectDataset(session: Session, source: DatasetSource): Promise<SourceFacts> {
  const opened = await openDataset(session, source);
  const from = opened.table?.sql ?? eventSubjects(opened);
  const [row] = await session.rows<{ n: bigint }>(`select count(*) as "n" from (${from})`);
  const events = opened.events.flatMap(({ unknownColumns }) => unknownColumns);
  const unknownColumns = [...(opened.table?.unknownColumns ?? []), ...events];
  return { rows: Number(row?.n), fingerprint: opened.fingerprint, unknownColumns };
}

/** The subject keys that events name, as text. */
export function eventSubjects({ source, events }: OpenedDataset): string {
  const parts = events.map(
    ({ sql }, at) => `select ${quoted(source.events[at]?.subjectKey ?? '')} as "key" from (${sql})`,
  );
  return `select "key" from (${parts.join(' union ')}) where "key" is not null group by "key"`;
}

function keyKindOf(source: DatasetSource): KeyKind {
  if (source.table === null) return 'text';
  if (source.subjectKey === null) return 'row';
  const declared = source.columns.find(({ name }) => name === source.subjectKey);
  return declared?.type === 'integer' ? 'integer' : 'text';
}

// Measures are declared beside the columns, but the table does not hold them.
function tableColumns(source: DatasetSource): readonly TypedColumn[] {
  const measures = new Set(source.events.flatMap((event) => event.measures.map(({ name }) => name)));
  const held = source.columns.filter(({ name }) => !measures.has(name));
  return withColumn(held, source.subjectKey);
}

function eventColumns({ columns, subjectKey }: EventSource): readonly TypedColumn[] {
  return [...columns.filter(({ name }) => name !== subjectKey), { name: subjectKey, type: 'text' }];
}

function consentColumns({ consent }: DatasetSource): readonly TypedColumn[] {
  if (consent === null) return [];
  const texts = [consent.subjectKey, consent.purposeColumn, consent.stateColumn];
  return [...texts.map((name) => ({ name, type: 'text' as const })), { name: consent.atColumn, type: 'timestamp' }];
}

function withColumn(columns: readonly TypedColumn[], name: string | null): readonly TypedColumn[] {
  if (name === null || columns.some((column) => column.name === name)) return columns;
  return [...columns, { name, type: 'text' }];
}

async function assertKey(session: Session, { subjectKey, table }: DatasetSource, { sql }: OpenedSource): Promise<void> {
  const key = quoted(subjectKey ?? '');
  if (await isIncreasing(session, key, sql)) return;
  const [row] = await session.rows<{ empty: bigint; again: bigint }>(
    `select count(*) - count(${key}) as "empty", count(${key}) - count(distinct ${key}) as "again" from (${sql})`,
  );
  const { empty = 0n, again = 0n } = row ?? {};
  if (empty === 0n && again === 0n) return;
  throw enginesError('SUBJECT_KEY_UNUSABLE', {
    found: `${empty} rows without a value of '${subjectKey}' and ${again} that repeat one`,
    expected: 'one row per subject',
    where: table?.path ?? '',
    next: 'Choose another subject key, or declare the rows as events of a subject.',
  });
}

// Most tables come in the order of their key; to see that is far cheaper than to tell millions of keys apart.
async function isIncreasing(session: Session, key: string, sql: string): Promise<boolean> {
  const beside = `select ${key} as "k", lag(${key}) over () as "before", row_number() over () as "n" from (${sql})`;
  const [row] = await session.rows<{ n: bigint }>(
    `select count(*) as "n" from (${beside}) where "k" is null or ("n" > 1 and ("before" is null or "k" <= "before"))`,
  );
  return Number(row?.n) === 0;
}
