import { quoted } from '../sql/bindings.js';
import { eventSubjects, type OpenedDataset } from './dataset.js';
import type { Session } from './session.js';

/**
 * The table of subject numbers of a dataset with text keys: `key`, `k` (a number that stays) and `h` (an even spread
 * of the key's bytes, for samples that survive a new work file).
 */
export function subjectTable({ source }: OpenedDataset): string {
  return quoted(`subjects ${source.dataset} ${source.subjectKey ?? ''}`);
}

/** Gives every new subject of a dataset its number. */
export async function numberSubjects(session: Session, opened: OpenedDataset): Promise<void> {
  if (opened.keyKind !== 'text') return;
  const table = subjectTable(opened);
  await session.once(table, opened.fingerprint, async () => {
    await session.run(`create table if not exists ${table} ("key" varchar, "k" bigint, "h" bigint)`);
    await session.run(
      `insert into ${table} select "key", (select coalesce(max("k"), 0) from ${table}) + row_number() over (order by "key"),
       cast(md5_number_lower("key") >> 1 as bigint) from (${namedSubjects(opened)}) as "n"
       where not exists (select 1 from ${table} as "o" where "o"."key" = "n"."key")`,
    );
  });
}

function namedSubjects(opened: OpenedDataset): string {
  const { source, table, consent, events } = opened;
  const parts = [
    ...(table ? [`select ${quoted(source.subjectKey ?? '')} as "key" from (${table.sql})`] : []),
    ...(events.length > 0 ? [eventSubjects(opened)] : []),
    ...(consent ? [`select ${quoted(source.consent?.subjectKey ?? '')} as "key" from (${consent.sql})`] : []),
  ];
  return `select "key" from (${parts.join(' union all ')}) where "key" is not null group by "key"`;
}

/** Joins a relation that names subjects by a text column to their numbers, `probity.k`: no source has such a column. */
export function numbered(opened: OpenedDataset, sql: string, key: string): string {
  const column = `"r".${quoted(key)}`;
  if (opened.keyKind === 'integer') {
    return `select try_cast(${column} as bigint) as "probity.k", "r".* from (${sql}) as "r" where try_cast(${column} as bigint) is not null`;
  }
  return `select "s"."k" as "probity.k", "r".* from (${sql}) as "r" join ${subjectTable(opened)} as "s" on "s"."key" = ${column}`;
}
