import { join } from 'node:path';
import { ProbityError } from '../../documents/index.js';
import { installedPack, type LockedPack, packPlace, readPacksLock } from '../../registers/packs/index.js';
import { type PolicyFile, policyFiles, policySetOf } from '../../registers/policies/index.js';
import { diffPolicies, type PolicyDiff } from '../diff/index.js';
import type { PackTarget } from './add-pack.js';
import { uninstallPack } from './install-pack.js';
import { keptEntry, type RecordPack, removedEntry } from './pack-entry.js';
import { isRefusal, judged, type PackRefusal } from './pack-refusal.js';
import { packWorkError } from './packs.errors.js';

/** How a pack is taken out. */
export interface Removing {
  /** Also where its files are not those that were signed, or the policies beside it do not load. */
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly record?: RecordPack | undefined;
}

/** A pack that is taken out, or for a dry run would be. */
export interface PackRemoval {
  readonly kind: 'removal';
  readonly pack: LockedPack;
  /** Names of the policies that go, sorted; none where they cannot be read. */
  readonly removed: readonly string[];
  /** What the policies in force mean without it; null where they cannot be read. */
  readonly diff: PolicyDiff | null;
}

type RemovalTarget = Omit<PackTarget, 'trusted'>;

/**
 * Takes a pack out of a policy folder, and says what that means. Where its files are not those that were signed it is
 * refused: they are evidence, and `force` says that somebody has looked.
 * @throws PACK_NOT_INSTALLED, PACKS_BUSY; DocumentError where the policies that are left do not load
 */
export async function removePack(
  name: string,
  target: RemovalTarget,
  { force = false, dryRun = false, record }: Removing = {},
): Promise<PackRemoval | PackRefusal> {
  const pack = found(name, target);
  const asSigned = judged(join(target.policyFolder, packPlace(pack)), [pack.signer], () =>
    assertAsSigned(pack, target),
  );
  if (isRefusal(asSigned) && !force) {
    if (!dryRun) await record?.(keptEntry(pack, asSigned.error.code));
    return asSigned;
  }
  const meaning = force ? meaningIfAny(pack, target) : meaningWithout(pack, target);
  if (!dryRun) {
    const entry = removedEntry(pack, meaning.diff === null);
    await uninstallPack(target.policyFolder, pack, async () => record?.(entry));
  }
  return { kind: 'removal', pack, ...meaning };
}

function found(name: string, { policyFolder }: RemovalTarget): LockedPack {
  const pack = readPacksLock(policyFolder)?.find((one) => one.name === name);
  if (pack) return pack;
  throw packWorkError('PACK_NOT_INSTALLED', {
    found: `no pack '${name}'`,
    where: policyFolder,
    next: 'List the installed packs with: probity policy pack list.',
  });
}

function assertAsSigned(pack: LockedPack, { policyFolder }: RemovalTarget): object {
  try {
    return installedPack(policyFolder, pack);
  } catch (cause) {
    if (!(cause instanceof ProbityError)) throw cause;
    const { code, parts } = cause;
    throw packWorkError(
      'PACK_ALTERED',
      {
        found: `${code}${parts.where === undefined ? '' : ` at ${parts.where}`}`,
        expected: `${pack.name} ${pack.version} as it was signed`,
        next: 'Keep a copy and find out who changed it; then take it out with --force.',
      },
      { cause },
    );
  }
}

type Meaning = Pick<PackRemoval, 'removed' | 'diff'>;

function meaningIfAny(gone: LockedPack, target: RemovalTarget): Meaning {
  try {
    return meaningWithout(gone, target);
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    return { removed: [], diff: null };
  }
}

function meaningWithout(gone: LockedPack, { policyFolders, registers }: RemovalTarget): Meaning {
  const current = policyFiles(policyFolders);
  const isGone = ({ pack }: PolicyFile) => pack?.name === gone.name && pack.digest === gone.digest;
  const before = policySetOf(current, registers);
  const after = policySetOf(
    current.filter((file) => !isGone(file)),
    registers,
  );
  const left = new Set(after.rules.map(({ id }) => id));
  const removed = before.rules.map(({ id }) => id).filter((id) => !left.has(id));
  return { removed, diff: diffPolicies(before, after, { categories: registers.taxonomy.categories }) };
}
