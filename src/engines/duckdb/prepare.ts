import { leavesOf } from '../../conditions/index.js';
import { frozen } from '../../documents/index.js';
import type { FeaturePlan, PreparationPlan, PreparedRows } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import { type Projection, projectConsent } from './consent.js';
import { isOrdered, type OpenedDataset, openDataset } from './dataset.js';
import { bandFeatures, printMask } from './masks.js';
import { measureColumns, measureEvents } from './measures.js';
import { CONSENT_FACTS, rowFactColumns } from './row-facts.js';
import { assertRules, printRemoval } from './row-removal.js';
import type { RunTables } from './run-tables.js';
import type { Session } from './session.js';
import { assertTogether, printApart, sideBySide } from './side-by-side.js';
import { numberSubjects, subjectTable } from './subjects.js';

/** The governed pass: one look at every row gives its features and the mask of rules that remove it. */
export async function prepareRows(session: Session, tables: RunTables, plan: PreparationPlan): Promise<PreparedRows> {
  assertRules(plan.rowRules);
  const opened = await openDataset(session, plan.source);
  await numberSubjects(session, opened);
  const measures = await measureEvents(session, opened, plan.at);
  const base = baseRows(opened, measures);
  const asksConsent = plan.rowRules.flatMap(({ keep }) => leavesOf(keep)).some(({ fact }) => CONSENT_FACTS.has(fact));
  // Nobody's consent is looked at where no rule asks for it.
  const projection = asksConsent ? await projectConsent(session, opened, { consentKey: plan.consentKey, base }) : null;
  const from = await withConsent(session, { base, ordered: isOrdered(opened) }, projection);
  const passed = session.fresh('prepared');
  const bindings = new Bindings();
  await session.run(
    `create temp table ${passed} as ${printPass(plan, opened, { ...from, held: projection !== null }, bindings)}`,
    bindings,
  );
  await assertTogether(session, passed, 'probity.x');
  const table = await bandFeatures(session, passed, plan.features);
  const counts = await removedRows(session, table, plan.rowRules);
  const consent = projection && {
    digest: projection.digest,
    rebuilt: projection.rebuilt,
    subjects: projection.subjects,
  };
  const handle: PreparedRows = frozen({ kind: 'prepared', plan, fingerprint: opened.fingerprint, ...counts, consent });
  return tables.keepPrepared(handle, { opened, table, base, tables: [table, ...measures] });
}

interface From {
  readonly from: string;
  /** Is true of a row that stands beside another person's consent. */
  readonly apart: string;
}

/** The base rows `b`, with the consent of each as `c` where it was asked for; whoever has none there is not known. */
async function withConsent(
  session: Session,
  { base, ordered }: { readonly base: string; readonly ordered: boolean },
  consent: Projection | null,
): Promise<From> {
  const rows = { relation: `(${base})`, as: 'b', key: 'probity.k', ordered };
  if (consent === null) return { from: `${rows.relation} as "b"`, apart: 'false' };
  const known = { relation: consent.table, as: 'c', key: 'k' };
  return { from: await sideBySide(session, rows, known, 'left join'), apart: printApart(rows, known) };
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

function printPass(
  plan: PreparationPlan,
  opened: OpenedDataset,
  { from, apart, held }: From & { readonly held: boolean },
  bindings: Bindings,
): string {
  const facts = rowFactColumns(plan, { held }, bindings);
  // A number that is its own spread is not kept twice: ten million rows live in this table.
  const spread = opened.keyKind === 'text' ? `"b"."probity.h"` : '0::utinyint as "probity.h"';
  const features = plan.features.map((feature) => `${printFeature(feature)} as ${quoted(feature.column)}`);
  const inner = [`"b"."probity.k"`, spread, `${apart} as "probity.x"`, facts, ...features].join(', ');
  const mask = `${printRemoval(plan.rowRules, bindings)} as "probity.r"`;
  const given = plan.features.map(({ column }) => quoted(column));
  return `select ${['"probity.k"', '"probity.h"', '"probity.x"', mask, ...given].join(', ')} from (select ${inner} from ${from})`;
}

function printFeature({ column, type, mask }: FeaturePlan): string {
  const value = `"b".${quoted(column)}`;
  switch (type) {
    case 'integer':
    case 'decimal':
      return printMask(`cast(${value} as double)`, mask);
    case 'date':
    case 'timestamp':
      return `epoch_ms(cast(${value} as timestamp)) / 86400000.0`;
    case 'text':
    case 'boolean':
      return value;
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
