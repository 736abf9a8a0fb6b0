import { relative } from 'node:path';
import type { Digest } from '../../documents/index.js';
import { loadPolicies, type PolicySet } from '../../registers/policies/index.js';
import { keepSnapshot, keptSnapshot, snapshotOf } from '../../run/index.js';
import { type PolicyTest, testPolicies } from '../policy-test.js';
import type { ChangeParts } from './change-parts.js';
import { changesError } from './changes.errors.js';

/** The newest approved set, whether its time has come or not: what a new change builds on. */
export interface Head {
  readonly change: number;
  readonly snapshot: Digest;
  readonly liveFrom: number;
}

/** Before the first change the folders of the settings are the head, as they lie there. */
export async function headOf({ changes, settings }: ChangeParts): Promise<Head> {
  const newest = (await changes.schedule()).at(-1);
  return newest ?? { change: 0, snapshot: snapshotOf(settings.policyFolders).digest, liveFrom: 0 };
}

/** Keeps the head's files where they are not kept yet, so that there is always a set to go back to. */
export async function keepHead({ settings }: ChangeParts, head: Head): Promise<void> {
  if (head.change === 0) await keepSnapshot(settings.stateFolder, snapshotOf(settings.policyFolders));
}

/** A kept set, loaded against the registers of today, without the waivers of the state. */
export function loadKept({ settings, registers }: ChangeParts, snapshot: Digest): PolicySet {
  const folder = keptSnapshot(settings.stateFolder, snapshot);
  return loadPolicies([relative(process.cwd(), folder) || '.'], registers);
}

/** Throws CHANGE_TESTS_FAILED unless every case of a kept set passes, on the kernel and on the reference evaluator. */
export function assertGreen({ settings, registers }: ChangeParts, snapshot: Digest): void {
  assertPassed(testPolicies([keptSnapshot(settings.stateFolder, snapshot)], registers));
}

/** The same of a test that was run. */
export function assertPassed({ failed, results }: PolicyTest): void {
  if (failed === 0) return;
  const names = results.filter(({ kind }) => kind === 'failed').map((one) => `${one.policy}: ${one.case}`);
  throw changesError('CHANGE_TESTS_FAILED', {
    found: `${failed} failing: ${names.slice(0, 5).join('; ')}${failed > 5 ? '; …' : ''}`,
    expected: 'every case passes',
    next: 'See why with: probity policy test',
  });
}

export function assertHead(head: Head, base: Digest): void {
  if (head.snapshot === base) return;
  const newest = head.change === 0 ? 'the policy folders were edited' : `change ${head.change} was approved`;
  throw changesError('CHANGE_CONFLICT', {
    found: `${newest}: the policies are now ${short(head.snapshot)}`,
    expected: short(base),
    next: 'Bring your edits over to the policies of now and draft them again.',
  });
}

function short(digest: Digest): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
