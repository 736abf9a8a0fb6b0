import { leavesOf } from '../../conditions/index.js';
import { frozen } from '../../documents/index.js';
import type { PreparationPlan, PreparedRows } from '../data-engine.js';
import { quoted } from '../sql/bindings.js';
import { projectConsent } from './consent.js';
import { type OpenedDataset, openDataset } from './dataset.js';
import { keepRows } from './kept-rows.js';
import { bandFeatures } from './masks.js';
import { measureColumns, measureEvents } from './measures.js';
import { CONSENT_FACTS } from './row-facts.js';
import { assertRules } from './row-removal.js';
import type { RunTables } from './run-tables.js';
import type { Session } from './session.js';
import { numberSubjects, subjectTable } from './subjects.js';

/** The governed pass: every row is judged by the rules that remove rows, and the features of those kept are taken. */
export async function prepareRows(session: Session, tables: RunTables, plan: PreparationPlan): Promise<PreparedRows> {
  assertRules(plan.rowRules);
  const opened = await openDataset(session, plan.source);
  await numberSubjects(session, opened);
  const measures = await measureEvents(session, opened, plan.at);
  const base = baseRows(opened, measures);
  const asksConsent = plan.rowRules.flatMap(({ keep }) => leavesOf(keep)).some(({ fact }) => CONSENT_FACTS.has(fact));
  // Nobody's consent is looked at where no rule asks for it.
  const projection = asksConsent ? await projectConsent(session, opened, { consentKey: plan.consentKey, base }) : null;
  const { reasons, kept } = await keepRows(session, { plan, opened, base, projection });
  const table = await bandFeatures(session, kept, plan.features);
  const counts = await removedRows(session, reasons, plan.rowRules);
  const consent = projection && {
    digest: projection.digest,
    rebuilt: projection.rebuilt,
    subjects: projection.subjects,
  };
  const handle: PreparedRows = frozen({ kind: 'prepared', plan, fingerprint: opened.fingerprint, ...counts, consent });
  return tables.keepPrepared(handle, { opened, table, reasons, base, tables: [table, reasons, ...measures] });
}

/** Every row with `probity.k` (its subject number), `probity.h` (its spread), the columns of its source and its measures. */
function baseRows(opened: OpenedDataset, measures: readonly string[]): string {
  const { source, table } = opened;
  const joins = measures.map((name, at) => `left join ${name} as "m${at}" on "m${at}"."k" = "t"."probity.k"`);
  const columns = source.events.flatMap((event, at) => measureColumns(event, `"m${at}"`));
  const given = table === null ? ['"t"."probity.k"', '"t"."probity.h"', '"t"."probity.key"'] : ['"t".*'];
  return `select ${[...given, ...columns].join(', ')} from (${subjectRows(opened, measures)}) as "t" ${joins.join(' ')}`;
}

function subjectRows(opened: OpenedDataset, measures: readonly string[]): string {
  const { source, table, keyKind } = opened;
  const numbers = subjectTable(opened);
  if (table === null) {
    const named = measures.map((name) => `select "k" from ${name}`).join(' union ');
    return `select "s"."k" as "probity.k", "s"."h" as "probity.h", "s"."key" as "probity.key" from ${numbers} as "s" where "s"."k" in (${named})`;
  }
  const key = quoted(source.subjectKey ?? '');
  switch (keyKind) {
    case 'integer':
      return `select ${key} as "probity.k", ${key} as "probity.h", "r".* from (${table.sql}) as "r"`;
    case 'row':
      return `select row_number() over () as "probity.k", row_number() over () as "probity.h", "r".* from (${table.sql}) as "r"`;
    case 'text':
      return `select "s"."k" as "probity.k", "s"."h" as "probity.h", "r".* from (${table.sql}) as "r" join ${numbers} as "s" on "s"."key" = "r".${key}`;
  }
}

async function removedRows(session: Session, table: string, rules: PreparationPlan['rowRules']) {
  const masks = await session.rows<{ r: bigint; n: bigint }>(
    `select cast("probity.r" as bigint) as "r", count(*) as "n" from ${table} group by "probity.r"`,
  );
  const total = (fits: (mask: bigint) => boolean) => {
    return masks.reduce((sum, { r, n }) => (fits(r) ? sum + Number(n) : sum), 0);
  };
  const removed = rules.map(({ id }, at) => {
    const bit = 1n << BigInt(at);
    return { id, rows: total((mask) => (mask & bit) !== 0n), only: total((mask) => mask === bit) };
  });
  return { rowsRead: total(() => true), rowsKept: total((mask) => mask === 0n), removed };
}
