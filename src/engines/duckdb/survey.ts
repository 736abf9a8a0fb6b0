import { digestOf, frozen } from '../../documents/index.js';
import type { FileSource } from '../data-engine.js';
import type { SetCounts, SetsAsk, SourceSurvey, SurveyAsk, SurveyedColumn } from '../source-survey.js';
import { Bindings, quoted } from '../sql/bindings.js';
import { printSpread } from '../sql/print-spread.js';
import { cleanedValue } from './column-types.js';
import type { Session } from './session.js';
import { lookInto } from './source.js';
import { narrowestTypes, type SurveyedTable } from './survey-types.js';

/** Sources that are looked at for what they hold: each is read once into a table of its own. */
export class Surveys {
  readonly #tables = new WeakMap<SourceSurvey, string>();

  constructor(private readonly session: Session) {}

  async begin(file: FileSource, ask: SurveyAsk): Promise<SourceSurvey> {
    const { stamps, relation, held, read } = await lookInto(this.session, file);
    const names = [...held.keys()];
    const chosen = names.map((name) => `${cleanedValue({ name, type: 'text' }, file)} as ${quoted(name)}`);
    const table = this.session.fresh('survey');
    await read(() => this.session.run(`create temp table ${table} as select ${chosen.join(', ')} from ${relation}`));
    const surveyed: SurveyedTable = { table, held, isText: file.format === 'csv' };
    const types = await narrowestTypes(this.session, surveyed);
    const [counted] = await this.session.rows<{ n: bigint }>(`select count(*) as "n" from ${table}`);
    const columns: SurveyedColumn[] = [];
    for (const name of names) {
      columns.push({ name, type: types.get(name) ?? 'text', ...(await this.#column(table, name, ask)) });
    }
    const fingerprint = digestOf({ files: stamps, found: names, file: { ...file } });
    const survey: SourceSurvey = frozen({ kind: 'surveyed', rows: Number(counted?.n), fingerprint, columns });
    this.#tables.set(survey, table);
    return survey;
  }

  async #column(table: string, name: string, ask: SurveyAsk): Promise<Omit<SurveyedColumn, 'name' | 'type'>> {
    const bindings = new Bindings();
    const sql = printValues(table, name, { ...ask, bindings });
    const rows = await this.session.columns(sql, bindings);
    const strata = new Map<number, { rows: number; values: { text: string; rows: number }[] }>();
    const [texts, counts, ids, sizes] = [rows['v'], rows['n'], rows['s'], rows['size']];
    for (const [at, id] of (ids ?? []).entries()) {
      const stratum = strata.get(Number(id)) ?? { rows: Number(sizes?.[at]), values: [] };
      stratum.values.push({ text: String(texts?.[at]), rows: Number(counts?.[at]) });
      strata.set(Number(id), stratum);
    }
    const filled = [...strata.values()].reduce((sum, stratum) => sum + stratum.rows, 0);
    return { filled, distinct: Number(rows['distinct']?.[0] ?? 0), strata: [...strata.values()] };
  }

  async countSets(survey: SourceSurvey, { sets, rowsMax, seed }: SetsAsk): Promise<readonly SetCounts[]> {
    const bindings = new Bindings();
    const from = this.#tables.get(survey) as string;
    // Every row below the share, by a number that place and seed fix.
    const share = Math.min(1, rowsMax / Math.max(1, survey.rows));
    const chosen = printSpread('rowid', seed, bindings);
    const where = share < 1 ? ` where ${chosen} < ${bindings.bind(Math.floor(share * 2 ** 32))}` : '';
    const table = this.session.fresh('sets');
    const names = [...new Set(sets.flat())].map(quoted);
    await this.session.run(
      `create temp table ${table} as select ${names.join(', ')} from ${from}${where}`,
      share < 1 ? bindings : new Bindings(),
    );
    const counted: SetCounts[] = [];
    for (const columns of sets) counted.push(await this.#set(table, columns));
    await this.session.run(`drop table ${table}`);
    return frozen(counted);
  }

  async #set(table: string, columns: readonly string[]): Promise<SetCounts> {
    const [row] = await this.session.rows<Record<string, bigint | number>>(
      `select sum("f")::bigint as "rows", count(*) as "classes", count(*) filter (where "f" = 1) as "unique",
        sum("f" * ("f" - 1) // 2)::double as "pairs"
       from (select count(*) as "f" from ${table} group by ${columns.map(quoted).join(', ')})`,
    );
    const { rows = 0, classes = 0, unique = 0, pairs = 0 } = row ?? {};
    return { columns, rows: Number(rows), classes: Number(classes), unique: Number(unique), equalPairs: Number(pairs) };
  }

  async end(survey: SourceSurvey): Promise<void> {
    await this.session.run(`drop table if exists ${this.#tables.get(survey)}`);
    this.#tables.delete(survey);
  }
}

interface Values extends SurveyAsk {
  readonly bindings: Bindings;
}

// A stratum is a doubling of length, of values that stand once or again; within it the hash of a value decides.
function printValues(table: string, name: string, { valuesMax, lengthMax, seed, bindings }: Values): string {
  const text = `nullif(trim(cast(${quoted(name)} as varchar)), '')`;
  const grouped = `select ${text} as "v", count(*) as "n" from ${table} where ${text} is not null group by 1`;
  const placed = `select "v", "n", 2 * floor(log2(length("v"))) + ("n" > 1)::int as "s" from (${grouped})`;
  const spread = `md5("v" || ${bindings.bind(String(seed))})`;
  const ranked = `select *, row_number() over (partition by "s" order by ${spread}, "v") as "at",
    sum("n") over (partition by "s") as "size", count(*) over () as "distinct" from (${placed})`;
  return `select left("v", ${bindings.bind(lengthMax)}) as "v", "n", "s", "size", "distinct" from (${ranked})
    where "at" <= ${bindings.bind(valuesMax)} order by "s", "at"`;
}
