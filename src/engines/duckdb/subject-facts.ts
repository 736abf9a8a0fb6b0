import { FACTS, type Facts, type FactValue, isRowFact } from '../../conditions/index.js';
import type { SubjectAsk, SubjectFacts } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import { projectConsent } from './consent.js';
import { prepareRows } from './prepare.js';
import { rowFactColumns } from './row-facts.js';
import type { RunTables } from './run-tables.js';
import type { Session } from './session.js';
import { subjectTable } from './subjects.js';

/** The row facts of one subject as the data holds them now, counted from the moment of the ask. Writes no file. */
export async function readSubjectFacts(session: Session, tables: RunTables, ask: SubjectAsk): Promise<SubjectFacts> {
  const plan = { ...ask, run: 'subject', features: [], rowRules: [] };
  const prepared = await prepareRows(session, tables, plan);
  const { opened, base, tables: made } = tables.prepared(prepared);
  try {
    const number = opened.keyKind === 'text' ? await subjectNumber(session, subjectTable(opened), ask.key) : ask.key;
    const { fingerprint } = prepared;
    if (opened.keyKind === 'row' || !/^-?\d{1,18}$/.test(number)) return { kind: 'absent', fingerprint };
    const consent = await projectConsent(session, opened, { consentKey: ask.consentKey, base });
    const bindings = new Bindings();
    const facts = rowFactColumns(plan, { held: consent !== null }, bindings);
    const joined = consent ? `left join ${consent.table} as "c" on "c"."k" = "b"."probity.k"` : '';
    const [row] = await session.rows(
      `select ${facts} from (${base}) as "b" ${joined} where "b"."probity.k" = ${bindings.bind(BigInt(number))}`,
      bindings,
    );
    return row ? { kind: 'present', fingerprint, facts: factsOf(row) } : { kind: 'absent', fingerprint };
  } finally {
    for (const table of made) await session.run(`drop table if exists ${table}`);
    tables.forget(prepared);
  }
}

async function subjectNumber(session: Session, table: string, key: string): Promise<string> {
  const bindings = new Bindings();
  const [row] = await session.rows<{ k: bigint }>(
    `select "k" from ${table} where ${quoted('key')} = ${bindings.bind(key)}`,
    bindings,
  );
  return row ? String(row.k) : '';
}

const ROW_FACTS = FACTS.filter(({ name }) => isRowFact(name)).map(({ name }) => name);

// What the engine gives as NULL is not known, and so no fact.
function factsOf(row: Readonly<Record<string, unknown>>): Facts {
  const known = ROW_FACTS.map((name) => [name, factValue(row[name])] as const);
  return Object.fromEntries(known.filter((one): one is readonly [string, FactValue] => one[1] !== null));
}

function factValue(value: unknown): FactValue | null {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
