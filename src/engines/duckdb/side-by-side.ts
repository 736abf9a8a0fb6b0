import { quoted } from '../sql/bindings.js';
import type { Session } from './session.js';

/** A relation with one row a subject: what can stand after `from`, its alias and its column of subject numbers. */
export interface Side {
  readonly relation: string;
  readonly as: string;
  readonly key: string;
}

/** What happens to those who are on one side only. */
export type Join = 'join' | 'left join' | 'full join';

/**
 * Joins two relations by subject. Where both hold the same subjects in the same order they are put side by side, row by
 * row: a join by number of ten million people is dearer than all that is counted over it. The order is looked at, not
 * trusted.
 */
export async function sideBySide(session: Session, left: Side, right: Side, join: Join = 'join'): Promise<string> {
  const together = `${named(left)} positional join ${named(right)}`;
  const counted = ({ relation }: Side) => `(select count(*) from ${relation} as "counted")`;
  const [size] = await session.rows<{ same: boolean }>(`select ${counted(left)} = ${counted(right)} as "same"`);
  if (size?.same && (await isAligned(session, together, [left, right]))) return together;
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
