import type { RuleWaiver } from '../../registers/policies/index.js';
import type { WaiverRow } from '../../run/index.js';
import type { AffectedRuns, ExceptionParts, KeptRequest, WaiverScope } from './exception-parts.js';
import { usesOf } from './waiver-document.js';

/** How a waiver stands: what its row says, and what time and uses have made of it. */
export type WaiverStanding = WaiverRow['state'] | 'ended' | 'used-up' | 'void';

/** One waiver as people see it. */
export interface WaiverView {
  readonly name: string;
  readonly rule: string;
  readonly standing: WaiverStanding;
  /** Null for a waiver that lies with the policies as a document of its own. */
  readonly run: string | null;
  readonly requestedBy: string;
  readonly decidedBy: string | null;
  readonly reason: string;
  readonly scope: WaiverScope;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Whole days until its end, rounded up; 0 once it has ended. */
  readonly daysLeft: number;
  /** How many runs it let through that ended released or held. */
  readonly used: number;
  readonly affected: AffectedRuns | null;
}

/** The waivers of a deployment, and what to look at. */
export interface WaiverList {
  readonly waivers: readonly WaiverView[];
  /** In force, with few days left. */
  readonly endingSoon: readonly string[];
  /** Approved, and nothing was ever let through by them. */
  readonly neverUsed: readonly string[];
  /** Those that were used, most used first. */
  readonly mostUsed: readonly { readonly name: string; readonly used: number }[];
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

/** Every waiver: those that people asked for, and those that lie with the policies. */
export async function waiverList(parts: ExceptionParts): Promise<WaiverList> {
  const rows = await parts.waivers.all();
  const uses = await parts.records.waiverUses();
  const asked = rows.map((row) => viewOfRow(parts, row, uses.get(row.name) ?? 0));
  const names = new Set(rows.map(({ name }) => name));
  const written = parts.registers.policies.waivers.filter(({ id }) => !names.has(id));
  const waivers = [...asked, ...written.map((one) => viewOfDocument(parts, one, uses.get(one.id) ?? 0))];
  return { waivers, ...looks(waivers) };
}

function looks(waivers: readonly WaiverView[]): Omit<WaiverList, 'waivers'> {
  const approved = waivers.filter(({ standing }) => standing !== 'requested' && standing !== 'refused');
  const soon = approved.filter(({ standing, daysLeft }) => standing === 'approved' && daysLeft <= SOON_DAYS);
  const used = approved.filter((one) => one.used > 0).sort((a, b) => b.used - a.used || (a.name < b.name ? -1 : 1));
  return {
    endingSoon: soon.map(({ name }) => name),
    neverUsed: approved.filter((one) => one.used === 0).map(({ name }) => name),
    mostUsed: used.map((one) => ({ name: one.name, used: one.used })),
  };
}

function viewOfRow({ registers, now }: ExceptionParts, row: WaiverRow, used: number): WaiverView {
  const { reason, scope, affected } = JSON.parse(row.request) as KeptRequest;
  const isVoid = registers.policyOrigin.voidWaivers.includes(row.name);
  const standing = row.state === 'approved' ? approvedStanding({ ...row, scope, used, isVoid }, now()) : row.state;
  const { name, rule, run, until } = row;
  const people = { requestedBy: row.requested_by, decidedBy: row.decided_by };
  return {
    name,
    rule,
    standing,
    run,
    ...people,
    reason,
    scope,
    until,
    daysLeft: daysLeft(until, now()),
    used,
    affected,
  };
}

function viewOfDocument({ now }: ExceptionParts, waiver: RuleWaiver, used: number): WaiverView {
  const { id: name, rule, until, reason, requestedBy, approvedBy, uses } = waiver;
  const scope: WaiverScope = uses === null ? { kind: 'period' } : { kind: 'uses', uses };
  const standing = approvedStanding({ until, scope, used, isVoid: false }, now());
  const people = { requestedBy, decidedBy: approvedBy.actor };
  const about = { name, rule, standing, run: null, ...people, reason, scope };
  return { ...about, until, daysLeft: daysLeft(until, now()), used, affected: null };
}

interface Approved {
  readonly until: number;
  readonly scope: WaiverScope;
  readonly used: number;
  readonly isVoid: boolean;
}

function approvedStanding({ until, scope, used, isVoid }: Approved, now: number): WaiverStanding {
  if (until <= now) return 'ended';
  if (isVoid) return 'void';
  return used >= (usesOf(scope) ?? Number.POSITIVE_INFINITY) ? 'used-up' : 'approved';
}

function daysLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / DAY_MS));
}
