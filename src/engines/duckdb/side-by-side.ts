import { enginesError } from '../engines.errors.js';
import { quoted } from '../sql/bindings.js';
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
  const byNumber = `${named(left)} ${join} ${named(right)} on ${keyOf(right)} = ${keyOf(left)}`;
  if (left.ordered === false || right.ordered === false) return byNumber;
  const together = `${named(left)} positional join ${named(right)}`;
  const counted = ({ relation }: Side) => `(select count(*) from ${relation} as "counted")`;
  const [size] = await session.rows<{ same: boolean }>(`select ${counted(left)} = ${counted(right)} as "same"`);
  if (size?.same && (await isAligned(session, together, [left, right]))) return together;
  return byNumber;
}

/** Whether a row of the two sides, as `sideBySide` joined them, is of two people; NULL on one side is nobody. */
export function printApart(left: Side, right: Side): string {
  return `coalesce(${keyOf(left)} <> ${keyOf(right)}, false)`;
}

/** @throws ENGINE_FAILED when rows of a table were marked as put beside somebody else */
export async function assertTogether(session: Session, table: string, mark: string): Promise<void> {
  const [row] = await session.rows<{ n: bigint }>(`select count(*) as "n" from ${table} where ${quoted(mark)}`);
  if (Number(row?.n) === 0) return;
  throw enginesError('ENGINE_FAILED', { found: 'rows that changed their order', next: 'Run again.' });
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
