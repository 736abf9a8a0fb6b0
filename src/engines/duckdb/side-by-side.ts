import { type Bindings, quoted } from '../sql/bindings.js';
import type { Session } from './session.js';

/** A relation with one row a subject: what can stand after `from`, its alias and its column of subject numbers. */
export interface Side {
  readonly relation: string;
  readonly as: string;
  readonly key: string;
  /** Only a stored table or a plain scan gives its rows in one order every time; a join does not. Default true. */
  readonly ordered?: boolean;
}

/** What happens to those who are on one side only. */
export type Join = 'join' | 'left join' | 'full join';

/**
 * Joins two relations by subject. Where both hold the same subjects in the same order they are put side by side, row by
 * row: a join by number of ten million people is dearer than all that is counted over it. The order is looked at, not
 * trusted, and where a person's consent, trait or pseudonym depends on it, looked at again in what was read.
 */
export async function sideBySide(session: Session, left: Side, right: Side, join: Join = 'join'): Promise<string> {
  const together = printTogether(left, right);
  if ((await hasSameSize(session, left, right)) && (await isAligned(session, together, [left, right]))) return together;
  return printByNumber(left, right, join);
}

/** Two sides and how they are joined. */
export interface Sides {
  readonly left: Side;
  readonly right: Side;
  readonly join?: Join;
}

/**
 * Makes a table of two sides, joined as `sideBySide` does, whose query marks with `probity.x` a row put beside somebody
 * else. Of as many people on both sides it is first tried row by row, which needs no look at the order before.
 */
export async function storeSideBySide(
  session: Session,
  { left, right, join = 'join' }: Sides,
  made: {
    readonly table: string;
    readonly print: (from: string, apart: string) => string;
    readonly bindings: Bindings;
  },
): Promise<void> {
  const store = async (from: string) => {
    await session.run(`create temp table ${made.table} as ${made.print(from, printApart(left, right))}`, made.bindings);
  };
  if (await hasSameSize(session, left, right)) {
    await store(printTogether(left, right));
    if (await isTogether(session, made.table)) return;
    await session.run(`drop table ${made.table}`);
  }
  await store(printByNumber(left, right, join));
}

/** Whether a row of the two sides, as `sideBySide` joined them, is of two people; NULL on one side is nobody. */
export function printApart(left: Side, right: Side): string {
  return `coalesce(${keyOf(left)} <> ${keyOf(right)}, false)`;
}

async function isTogether(session: Session, table: string): Promise<boolean> {
  const [row] = await session.rows<{ n: bigint }>(`select count(*) as "n" from ${table} where "probity.x"`);
  return Number(row?.n) === 0;
}

async function hasSameSize(session: Session, left: Side, right: Side): Promise<boolean> {
  if (left.ordered === false || right.ordered === false) return false;
  const counted = ({ relation }: Side) => `(select count(*) from ${relation} as "counted")`;
  const [size] = await session.rows<{ same: boolean }>(`select ${counted(left)} = ${counted(right)} as "same"`);
  return size?.same ?? false;
}

function printTogether(left: Side, right: Side): string {
  return `${named(left)} positional join ${named(right)}`;
}

function printByNumber(left: Side, right: Side, join: Join): string {
  return `${named(left)} ${join} ${named(right)} on ${keyOf(right)} = ${keyOf(left)}`;
}

function named({ relation, as }: Side): string {
  return `${relation} as ${quoted(as)}`;
}

function keyOf({ as, key }: Side): string {
  return `${quoted(as)}.${quoted(key)}`;
}

async function isAligned(session: Session, together: string, [left, right]: readonly [Side, Side]): Promise<boolean> {
  const apart = `${keyOf(left)} is distinct from ${keyOf(right)}`;
  const [row] = await session.rows<{ n: bigint }>(`select count(*) as "n" from ${together} where ${apart}`);
  return Number(row?.n) === 0;
}
