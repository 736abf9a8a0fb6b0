import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Digest, digestOf, digestOfFile } from '../../documents/index.js';
import type { ConsentEvent, ConsentTable } from '../data-engine.js';
import { enginesError } from '../engines.errors.js';
import { Bindings, fileLiteral, quoted } from '../sql/bindings.js';
import type { OpenedDataset } from './dataset.js';
import type { Session } from './session.js';
import { numbered, subjectTable } from './subjects.js';

/** Events that answer one question, from the most lenient to the strictest; ties at one instant go to the strictest. */
const QUESTIONS = {
  consent: ['granted', 'refused', 'withdrawn'],
  objected: ['objectionLifted', 'objected'],
  optedOut: ['optedIn', 'optedOut'],
  restricted: ['restrictionLifted', 'restricted'],
} as const satisfies Record<string, readonly ConsentEvent[]>;

/** A byte a subject: ten million of them are joined in every run. */
const STATE = `enum ('granted', 'refused', 'withdrawn', 'none')`;

const FAR_FUTURE = 32_503_680_000_000;

export interface Projection {
  /** `k`, `state`, `stateAt` (ms), `objected`, `optedOut`, `restricted` of every row of the dataset, in its order. */
  readonly table: string;
  readonly digest: Digest;
  readonly rebuilt: boolean;
  readonly subjects: number;
}

/** The last word of every subject on one purpose; rebuilt only when the consent source or the subjects changed. */
export async function projectConsent(
  session: Session,
  opened: OpenedDataset,
  { consentKey, base }: { readonly consentKey: string; readonly base: string },
): Promise<Projection | null> {
  const { consent, source, keyKind } = opened;
  if (consent === null || source.consent === null || keyKind === 'row') return null;
  const { states, everyPurpose } = source.consent;
  const name = digestOf({ dataset: source.dataset, key: source.subjectKey, consentKey, states, everyPurpose }).slice(
    7,
    23,
  );
  const table = quoted(`consent ${name}`);
  const version = digestOf([name, consent.fingerprint, opened.fingerprint, source.events]);
  const known = await session.remembered<Known>(table, version);
  if (known) return { table, rebuilt: false, ...known };
  await assertWords(session, source.consent, consent.sql);
  const last = session.fresh('consent');
  const bindings = new Bindings();
  const query = printProjection(opened, source.consent, consentKey, bindings);
  await session.run(`create temp table ${last} as ${query}`, bindings);
  const [counted] = await session.rows<{ n: bigint }>(`select count(*) as "n" from ${last}`);
  await session.run(`drop table if exists ${table}`);
  await session.run(`create table ${table} as ${printInOrder(base, last)}`);
  await session.run(`drop table ${last}`);
  const made = { digest: await digested(session, opened, table), subjects: Number(counted?.n) };
  await session.remember(table, version, made);
  return { table, rebuilt: true, ...made };
}

// In the order of the dataset, so that every later run finds a person's consent beside the person.
function printInOrder(base: string, last: string): string {
  return `select "b"."k", cast(coalesce("c"."state", 'none') as ${STATE}) as "state", "c"."stateAt", coalesce("c"."objected", false) as "objected",
    coalesce("c"."optedOut", false) as "optedOut", coalesce("c"."restricted", false) as "restricted"
    from (select "probity.k" as "k", row_number() over () as "n" from (${base})) as "b" left join ${last} as "c" on "c"."k" = "b"."k" order by "b"."n"`;
}

type Known = Pick<Projection, 'digest' | 'subjects'>;

function printProjection(opened: OpenedDataset, consent: ConsentTable, consentKey: string, bindings: Bindings): string {
  const purposes = [consentKey, ...(consent.everyPurpose === null ? [] : [consent.everyPurpose])];
  const words = purposes.map((word) => bindings.bind(word)).join(', ');
  const state = quoted(consent.stateColumn);
  const at = `epoch_ms(${quoted(consent.atColumn)})`;
  const last = Object.entries(QUESTIONS).map(([question, events]) =>
    lastWord(question, events, { consent, state, at, bindings }),
  );
  const asked = `select * from (${opened.consent?.sql}) where ${quoted(consent.purposeColumn)} in (${words})`;
  const grouped = `select "probity.k" as "k", ${last.join(', ')} from (${numbered(opened, asked, consent.subjectKey)}) group by "probity.k"`;
  return `select "k", cast(case "consent" & 3 when 0 then 'granted' when 1 then 'refused' when 2 then 'withdrawn' else 'none' end as ${STATE}) as "state",
    ("consent" - ("consent" & 3)) // 4 as "stateAt", coalesce("objected" & 3 = 1, false) as "objected",
    coalesce("optedOut" & 3 = 1, false) as "optedOut", coalesce("restricted" & 3 = 1, false) as "restricted"
    from (${grouped})`;
}

interface Words {
  readonly consent: ConsentTable;
  readonly state: string;
  readonly at: string;
  readonly bindings: Bindings;
}

// Instant and strictness in one integer: the largest is the last word. A strict word without an instant holds for good.
function lastWord(question: string, events: readonly ConsentEvent[], { consent, state, at, bindings }: Words): string {
  const cases = events.flatMap((event, strictness) => {
    const words = consent.states[event].map((word) => bindings.bind(word));
    const instant = `coalesce(${at}, ${strictness === 0 ? 0 : FAR_FUTURE})`;
    return words.length === 0 ? [] : [`when ${state} in (${words.join(', ')}) then ${instant} * 4 + ${strictness}`];
  });
  return `${cases.length === 0 ? 'cast(null as bigint)' : `max(case ${cases.join(' ')} end)`} as "${question}"`;
}

async function assertWords(session: Session, consent: ConsentTable, sql: string): Promise<void> {
  const bindings = new Bindings();
  const words = Object.values(consent.states)
    .flat()
    .map((word) => bindings.bind(word));
  const state = quoted(consent.stateColumn);
  const unknown = words.length === 0 ? 'true' : `${state} is null or ${state} not in (${words.join(', ')})`;
  const [row] = await session.rows<{ n: bigint }>(`select count(*) as "n" from (${sql}) where ${unknown}`, bindings);
  if (Number(row?.n) === 0) return;
  throw enginesError('COLUMN_TYPE', {
    found: `${row?.n} records whose word in '${consent.stateColumn}' the dataset does not declare`,
    where: consent.file.path,
    next: "Declare what the words mean under the dataset's consent states.",
  });
}

// Over the subjects' own keys, so that a new work file gives the same digest: numbers in the order of the dataset, with
// all that is known of a person in one more. The text passes through a file that nobody else can open, and is gone
// afterwards: to put millions of rows together in memory is dearer.
async function digested(session: Session, opened: OpenedDataset, table: string): Promise<Digest> {
  const file = join(session.workFolder, 'consent.csv');
  const words = `coalesce("stateAt", 0) * 32 + enum_code("state") * 8 + "objected"::utinyint * 4 + "optedOut"::utinyint * 2 + "restricted"::utinyint`;
  const numbers = `select "k", ${words} as "w" from ${table}`;
  const named = `select "s"."key", "c"."w" from (${numbers}) as "c" join ${subjectTable(opened)} as "s" on "s"."k" = "c"."k" order by "s"."key"`;
  try {
    const rows = opened.keyKind === 'text' ? named : numbers;
    await session.run(`copy (${rows}) to ${fileLiteral(file)} (format csv, header false)`);
    return await digestOfFile(file);
  } finally {
    rmSync(file, { force: true });
  }
}
