import { FACTS, type Facts, type FactType, isRowFact } from '../../conditions/index.js';
import type { PreparationPlan } from '../data-engine.js';
import { enginesError } from '../engines.errors.js';
import { Bindings, quoted } from '../sql/bindings.js';
import { printCondition } from '../sql/print-condition.js';
import type { Session } from './session.js';

type RowRules = PreparationPlan['rowRules'];

const ROW_RULES_MAX = 60;

/** @throws TOO_MANY_ROW_RULES when the rules do not fit into one mask */
export function assertRules(rules: RowRules): void {
  if (rules.length <= ROW_RULES_MAX) return;
  throw enginesError('TOO_MANY_ROW_RULES', {
    found: `${rules.length} rules`,
    expected: `at most ${ROW_RULES_MAX}`,
    next: 'Join rules of one policy into one condition.',
  });
}

/**
 * The mask of rules that remove a row, over columns named as the facts of the row; bit `n` is the rule at `n`. Its parts
 * are bound as integers: a double holds 53 bits, and a sum of 60 would forget who removed a row.
 */
export function printRemoval(rules: RowRules, bindings: Bindings): string {
  const bits = rules.map(({ keep }, at) => {
    return `case when ${printCondition(keep, bindings)} is true then 0 else ${bindings.bind(1n << BigInt(at))} end`;
  });
  return `cast(${bits.length === 0 ? '0' : bits.join(' + ')} as ${maskType(rules.length)})`;
}

function maskType(rules: number): string {
  if (rules <= 8) return 'utinyint';
  return rules <= 31 ? 'integer' : 'bigint';
}

const ROW_FACTS = FACTS.filter(({ name }) => isRowFact(name));
const SQL_TYPES: Readonly<Record<FactType, string>> = {
  text: 'varchar',
  texts: 'varchar',
  integer: 'bigint',
  boolean: 'boolean',
  instant: 'bigint',
};

/** For rows that are given by their facts: the ids of the rules that remove each. */
export async function tryRows(
  session: Session,
  rows: readonly Facts[],
  rules: RowRules,
): Promise<readonly (readonly string[])[]> {
  assertRules(rules);
  if (rows.length === 0) return [];
  const bindings = new Bindings();
  const given = rows.map((row, at) => `(${at}, ${ROW_FACTS.map((fact) => cell(fact, row, bindings)).join(', ')})`);
  const columns = ['"at"', ...ROW_FACTS.map(({ name }) => quoted(name))].join(', ');
  const masks = await session.rows<{ r: bigint }>(
    `select cast(${printRemoval(rules, bindings)} as bigint) as "r" from (values ${given.join(', ')}) as "t"(${columns}) order by "at"`,
    bindings,
  );
  return masks.map(({ r }) => rules.filter((_, at) => (r & (1n << BigInt(at))) !== 0n).map(({ id }) => id));
}

function cell({ name, type }: (typeof FACTS)[number], row: Facts, bindings: Bindings): string {
  const value = row[name];
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return `cast(${known ? bindings.bind(value) : 'null'} as ${SQL_TYPES[type]})`;
}
