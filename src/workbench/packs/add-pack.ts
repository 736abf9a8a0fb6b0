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
import { assertFollows, type Succession } from './pack-order.js';
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
 * What adding or upgrading a pack would do, without writing anything. The order is the point: signature, files and
 * succession are judged before a byte of its YAML is parsed.
 */
export function planPack(
  verb: 'add' | 'upgrade',
  folder: string,
  target: PackTarget,
  succession: Succession = {},
): PackPlan {
  const locked = readPacksLock(target.policyFolder) ?? [];
  const pack = openPack(folder, knownFirst(target.trusted, locked));
  const installed = assertPlace(verb, pack, locked, succession);
  packRules(folder, pack.files, target.registers.taxonomy);
  const current = policyFiles(target.policyFolders);
  const before = policySetOf(current, target.registers);
  const after = policySetOf(withPack(current, pack, target.policyFolder), target.registers);
  return Object.freeze({ pack, installed, before, after, ...changesBetween(before, after) });
}

/** Installs what was planned; the lock is looked at again, in case that it changed meanwhile. */
export async function carryOut(
  verb: 'add' | 'upgrade',
  { pack }: PackPlan,
  { policyFolder }: PackTarget,
  succession: Succession = {},
): Promise<void> {
  await installPack(policyFolder, pack, (locked) => void assertPlace(verb, pack, locked, succession));
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
