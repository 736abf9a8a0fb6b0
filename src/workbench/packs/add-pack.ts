import { digestOf } from '../../documents/index.js';
import { type LockedPack, openPack, packPlace, readPacksLock, type VerifiedPack } from '../../registers/packs/index.js';
import {
  type PolicyFile,
  type PolicyRegisters,
  type PolicySet,
  packPolicyFiles,
  policyFiles,
  policySetOf,
  type Rule,
} from '../../registers/policies/index.js';
import { installPack, lockedPack } from './install-pack.js';
import { installedEntry, type RecordPack, refusedEntry } from './pack-entry.js';
import { assertFollows, type Succession } from './pack-order.js';
import { isRefusal, judged, type PackRefusal } from './pack-refusal.js';
import { packRules } from './pack-rules.js';
import { packWorkError } from './packs.errors.js';

/** Where a pack goes, and what it is held against. */
export interface PackTarget {
  /** The policy folder that it is installed in; one of `policyFolders`. */
  readonly policyFolder: string;
  /** Every folder whose policies are in force together. */
  readonly policyFolders: readonly string[];
  readonly registers: PolicyRegisters;
  /** Verifier keys. */
  readonly trusted: readonly string[];
}

/** What becomes of the policies in force. */
export interface PackPlan {
  readonly kind: 'plan';
  readonly pack: VerifiedPack;
  readonly installed: LockedPack | undefined;
  readonly before: PolicySet;
  readonly after: PolicySet;
  /** Names of policies, sorted. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/**
 * What adding or upgrading a pack would do, without writing anything, or why the pack is refused. The order is the point:
 * signature, files and succession are judged before a byte of its YAML is parsed.
 * @throws PACK_INSTALLED, PACK_NOT_INSTALLED, PACK_UNREADABLE, and what reading the policies in force throws
 */
export function weighPack(
  verb: 'add' | 'upgrade',
  folder: string,
  target: PackTarget,
  succession: Succession = {},
): PackPlan | PackRefusal {
  const locked = readPacksLock(target.policyFolder) ?? [];
  const trusted = knownFirst(target.trusted, locked);
  const opened = judged(folder, trusted, () => {
    const pack = openPack(folder, trusted);
    const installed = assertPlace(verb, pack, locked, succession);
    packRules(folder, pack.files, target.registers);
    return { pack, installed };
  });
  if (isRefusal(opened)) return opened;
  const current = policyFiles(target.policyFolders);
  const before = policySetOf(current, target.registers);
  const after = judged(folder, trusted, () =>
    policySetOf(withPack(current, opened.pack, target.policyFolder), target.registers),
  );
  if (isRefusal(after)) return after;
  return Object.freeze({ kind: 'plan', ...opened, before, after, ...changesBetween(before, after) });
}

/** As `weighPack`, for those who have no use for a refused pack: its refusal is thrown. */
export function planPack(...asked: Parameters<typeof weighPack>): PackPlan {
  const weighed = weighPack(...asked);
  if (weighed.kind === 'refused') throw weighed.error;
  return weighed;
}

/** How a pack is brought in. */
export interface Bringing extends Succession {
  /** Where installs and refusals are recorded; absent where nothing keeps records yet. */
  readonly record?: RecordPack | undefined;
}

/** Weighs a pack and installs it, or says why it is refused; either is recorded. @throws as `weighPack`; PACKS_BUSY */
export async function bringPack(
  verb: 'add' | 'upgrade',
  folder: string,
  target: PackTarget,
  bringing: Bringing = {},
): Promise<PackPlan | PackRefusal> {
  const weighed = weighPack(verb, folder, target, bringing);
  if (weighed.kind === 'refused') await bringing.record?.(refusedEntry(verb, weighed));
  else await carryOut(verb, weighed, target, bringing);
  return weighed;
}

/**
 * Installs what was planned; the lock is looked at again, in case that it changed meanwhile. The entry is written when
 * the new files lie there and directly before they take effect.
 */
export async function carryOut(
  verb: 'add' | 'upgrade',
  plan: PackPlan,
  { policyFolder }: PackTarget,
  { record, ...succession }: Bringing = {},
): Promise<void> {
  const decide = (locked: readonly LockedPack[]) => void assertPlace(verb, plan.pack, locked, succession);
  await installPack(policyFolder, plan.pack, { decide, before: async () => record?.(installedEntry(plan)) });
}

// A pack with several signatures is taken as signed by the key that installed packs are signed by.
function knownFirst(trusted: readonly string[], locked: readonly LockedPack[]): readonly string[] {
  const known = trusted.filter((key) => locked.some(({ signer }) => signer === key.trim()));
  return [...known, ...trusted.filter((key) => !known.includes(key))];
}

function assertPlace(
  verb: 'add' | 'upgrade',
  pack: VerifiedPack,
  locked: readonly LockedPack[],
  succession: Succession,
): LockedPack | undefined {
  const { name } = pack.manifest;
  const installed = locked.find((one) => one.name === name);
  if (verb === 'upgrade') {
    const next = 'Add it first, with: probity policy pack add.';
    if (!installed) throw packWorkError('PACK_NOT_INSTALLED', { found: `no pack '${name}'`, next });
    assertFollows(installed, pack, succession);
    return installed;
  }
  if (!installed) return undefined;
  const next = 'Bring a later one in with: probity policy pack upgrade.';
  throw packWorkError('PACK_INSTALLED', { found: `'${name}' ${installed.version}`, next });
}

function withPack(current: readonly PolicyFile[], pack: VerifiedPack, folder: string): readonly PolicyFile[] {
  const { name } = pack.manifest;
  const locked = lockedPack(pack);
  const files = packPolicyFiles(folder, { files: pack.files, place: packPlace(locked), locked });
  return [...current.filter((file) => file.pack?.name !== name), ...files];
}

/** Which policies came, went, or say something else now; a policy that only moved to another place says the same. */
function changesBetween(before: PolicySet, after: PolicySet) {
  const [old, now] = [meanings(before), meanings(after)];
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed: [...now.keys()].filter((id) => old.has(id) && old.get(id) !== now.get(id)),
  };
}

function meanings({ rules }: PolicySet): ReadonlyMap<string, string> {
  return new Map(rules.map((rule) => [rule.id, meaning(rule)]));
}

function meaning({ place: _place, leafPlaces: _leafPlaces, ...said }: Rule): string {
  return digestOf(said);
}
