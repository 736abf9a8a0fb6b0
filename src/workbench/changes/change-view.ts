import type { ApprovalRow, ChangeRow } from '../../run/index.js';
import type { ChangeParts } from './change-parts.js';
import { changesError } from './changes.errors.js';
import type { Meaning } from './meaning.js';

/** One change as people see it. */
export interface ChangeView extends Omit<ChangeRow, 'state' | 'meaning'> {
  /** A scheduled change is live, or was, once its time has come. */
  readonly state: ChangeRow['state'] | 'live' | 'superseded';
  readonly meaning: Meaning | null;
  readonly approvals: readonly ApprovalRow[];
}

/** Every change, oldest first. */
export async function changeList(parts: ChangeParts): Promise<readonly ChangeView[]> {
  const views: ChangeView[] = [];
  for (const row of await parts.changes.all()) views.push(await viewOf(parts, row));
  return views;
}

/** @throws CHANGE_UNKNOWN */
export async function changeView(parts: ChangeParts, number: number): Promise<ChangeView> {
  return viewOf(parts, await foundChange(parts, number));
}

/** @throws CHANGE_UNKNOWN */
export async function foundChange({ changes }: ChangeParts, number: number): Promise<ChangeRow> {
  const row = Number.isSafeInteger(number) ? await changes.find(number) : null;
  if (row) return row;
  const found = Number.isSafeInteger(number) ? `no change ${number}` : 'no number';
  throw changesError('CHANGE_UNKNOWN', { found, next: 'List the changes with: probity policy draft list' });
}

async function viewOf(parts: ChangeParts, row: ChangeRow): Promise<ChangeView> {
  const approvals = await parts.changes.approvals(row.number);
  const meaning = JSON.parse(row.meaning) as Meaning | null;
  return { ...row, state: await standing(parts, row), meaning, approvals };
}

async function standing({ changes, now }: ChangeParts, row: ChangeRow): Promise<ChangeView['state']> {
  if (row.state !== 'scheduled' || (row.live_from as number) > now()) return row.state;
  const due = (await changes.schedule()).filter(({ liveFrom }) => liveFrom <= now());
  return due.at(-1)?.change === row.number ? 'live' : 'superseded';
}
