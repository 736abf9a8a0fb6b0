import { join, relative } from 'node:path';
import { type Digest, DocumentError, ProbityError } from '../../documents/index.js';
import {
  type PolicyFile,
  type PolicyRegisters,
  type PolicySet,
  policyFiles,
  policySetOf,
} from '../../registers/policies/index.js';
import type { Settings } from '../../settings/index.js';
import { gitRevision } from './git-revision.js';
import { dueAt, type PolicySchedule, readSchedule, type ScheduledSet } from './policy-schedule.js';
import { keptSnapshot } from './policy-snapshot.js';

/** A newer set that could not be put in force, and since when it should have been. */
export interface RefusedSet {
  readonly change: number;
  readonly code: string;
  readonly since: number;
}

/** Where the policies in force come from. */
export interface PolicyOrigin {
  /** The approved change; null while the folders of the settings are in force as they lie there. */
  readonly change: number | null;
  readonly snapshot: Digest | null;
  /** The commit of the files, where they came from a git repository. */
  readonly revision: string | null;
  readonly since: number | null;
  /** Newer sets that did not load: the one in force is the last good one. */
  readonly refused: readonly RefusedSet[];
  /** Approved waivers that no longer fit the policies: they waive nothing. */
  readonly voidWaivers: readonly string[];
}

export interface PoliciesInForce {
  readonly policies: PolicySet;
  readonly origin: PolicyOrigin;
}

type Where = Pick<Settings, 'stateFolder' | 'policyFolders'>;

/**
 * The policies in force at a moment: the newest approved change that is due, else the folders of the settings; with the
 * approved waivers of the state. Where the newest one does not load, the last good one stays in force.
 * @throws DocumentError or a ProbityError when none of them loads
 */
export function policiesInForce(
  settings: Where,
  registers: PolicyRegisters,
  at: number,
  read: ReadFolders = policyFiles,
): PoliciesInForce {
  const schedule = readSchedule(settings.stateFolder);
  return scheduledPolicies(settings, registers, { schedule, at, read }) ?? folderPolicies(settings, registers, read);
}

/** Reads the files of policy folders; for one that reads them once and does more with them, its own. */
export type ReadFolders = (folders: readonly string[]) => readonly PolicyFile[];

interface Moment {
  readonly schedule: PolicySchedule;
  readonly at: number;
  readonly read: ReadFolders;
}

function scheduledPolicies(settings: Where, registers: PolicyRegisters, moment: Moment): PoliciesInForce | undefined {
  const refused: RefusedSet[] = [];
  let failure: unknown;
  for (const set of dueAt(moment.schedule, moment.at)) {
    try {
      return scheduledSet(settings, registers, set, { refused, read: moment.read });
    } catch (error) {
      if (!(error instanceof ProbityError)) throw error;
      failure ??= error;
      refused.push({ change: set.change, code: error.code, since: set.liveFrom });
    }
  }
  if (failure !== undefined) throw failure;
  return undefined;
}

function scheduledSet(
  { stateFolder }: Where,
  registers: PolicyRegisters,
  { change, snapshot, revision, liveFrom }: ScheduledSet,
  { refused, read }: { readonly refused: readonly RefusedSet[]; readonly read: ReadFolders },
): PoliciesInForce {
  const files = read([fromHere(keptSnapshot(stateFolder, snapshot))]);
  const { policies, voidWaivers } = withApprovedWaivers(stateFolder, files, registers);
  return { policies, origin: { change, snapshot, revision, since: liveFrom, refused: [...refused], voidWaivers } };
}

/** The policies of folders as they lie there, with the approved waivers of the state. @throws DocumentError */
export function folderPolicies(
  { stateFolder, policyFolders }: Where,
  registers: PolicyRegisters,
  read: ReadFolders = policyFiles,
): PoliciesInForce {
  const files = read(policyFolders.map(fromHere));
  const { policies, voidWaivers } = withApprovedWaivers(stateFolder, files, registers);
  const revision = policyFolders[0] === undefined ? null : gitRevision(policyFolders[0]);
  return { policies, origin: { change: null, snapshot: null, revision, since: null, refused: [], voidWaivers } };
}

// Places are named from where one works: a report must not tell how a machine is laid out.
export function fromHere(folder: string): string {
  return relative(process.cwd(), folder) || '.';
}

/** Approved waivers lie here, one file each, and are read with every set of policies. */
export function waiverRoot(stateFolder: string): string {
  return join(stateFolder, 'exceptions');
}

/** The names of the approved waivers that lie in the state. */
export function keptWaivers(stateFolder: string): readonly string[] {
  return policyFiles([waiverRoot(stateFolder)])
    .map(({ expected }) => expected)
    .sort();
}

/** The same set with one waiver more, as if it were approved: what it would do is asked before anybody approves it. */
export function withWaiver(
  { settings, registers }: { readonly settings: Where; readonly registers: PolicyRegisters & InForce },
  waiver: { readonly name: string; readonly text: string },
): PolicySet {
  const { stateFolder, policyFolders } = settings;
  const { snapshot } = registers.policyOrigin;
  const folders = snapshot === null ? policyFolders : [keptSnapshot(stateFolder, snapshot)];
  const file = { file: `${waiver.name}.yaml`, name: `waivers/${waiver.name}.yaml`, text: waiver.text };
  const files = [...policyFiles(folders.map(fromHere)), { ...file, expected: waiver.name, holds: 'waiver' } as const];
  return withApprovedWaivers(stateFolder, files, registers).policies;
}

interface InForce {
  readonly policyOrigin: PolicyOrigin;
}

// A waiver of a rule that has changed or gone waives nothing; it must not keep the policies from loading either.
function withApprovedWaivers(stateFolder: string, files: readonly PolicyFile[], registers: PolicyRegisters) {
  const waivers = policyFiles([fromHere(waiverRoot(stateFolder))]).filter(({ holds }) => holds === 'waiver');
  const mistaken = new Set<string>();
  for (;;) {
    const fitting = waivers.filter(({ file }) => !mistaken.has(file));
    try {
      const policies = policySetOf([...files, ...fitting], registers);
      return { policies, voidWaivers: waivers.filter((one) => mistaken.has(one.file)).map(({ expected }) => expected) };
    } catch (error) {
      const blamed = error instanceof DocumentError ? error.diagnostics.map(({ file }) => file) : [];
      const void_ = fitting.filter(({ file }) => blamed.includes(file));
      if (void_.length === 0) throw error;
      for (const { file } of void_) mistaken.add(file);
    }
  }
}
