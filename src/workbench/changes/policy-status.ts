import { ProbityError } from '../../documents/index.js';
import { type PolicyOrigin, snapshotOf } from '../../run/index.js';
import type { ChangeParts } from './change-parts.js';
import { headOf } from './policy-sets.js';

/** How the policies of an opened engine stand. */
export interface PolicyStatus extends PolicyOrigin {
  /** How long the set in force has been there, in milliseconds; null for folders and for the set before the first change. */
  readonly age: number | null;
  /** The policy folders hold something else than the newest approved set: edits that nobody has drafted. */
  readonly undrafted: boolean;
}

export async function policyStatus(parts: ChangeParts): Promise<PolicyStatus> {
  const { registers, now } = parts;
  const { policyOrigin: origin } = registers;
  const age = origin.since === null || origin.since === 0 ? null : now() - origin.since;
  return { ...origin, age, undrafted: origin.change !== null && (await differ(parts)) };
}

async function differ(parts: ChangeParts): Promise<boolean> {
  try {
    return snapshotOf(parts.settings.policyFolders).digest !== (await headOf(parts)).snapshot;
  } catch (error) {
    // Folders that cannot be taken as a set are certainly not the approved one.
    if (error instanceof ProbityError) return true;
    throw error;
  }
}

/** The status for people, worst first. */
export function policyStatusLines({ change, age, refused, undrafted, voidWaivers, revision }: PolicyStatus): string[] {
  const commit = revision === null ? '' : `, commit ${revision}`;
  return [
    ...refused.map((one) => `POLICIES ARE STALE: change ${one.change} cannot be put in force (${one.code})`),
    `policies in force: ${originText(change)}${age === null ? '' : `, for ${durationText(age)}`}${commit}`,
    ...(undrafted
      ? ['the policy folders differ from the newest approved change: draft them, or take the edits back']
      : []),
    ...voidWaivers.map((name) => `${name} no longer fits the policies and waives nothing`),
  ];
}

function originText(change: number | null): string {
  if (change === null) return 'the policy folders, as they lie there';
  return change === 0 ? 'the set from before the first change' : `change ${change}`;
}

const HOUR_MS = 3_600_000;

function durationText(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  if (hours < 1) return `${Math.floor(ms / 60_000)} minutes`;
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}
